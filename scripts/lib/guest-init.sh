#!/bin/busybox sh
# The init program of the tiny Linux that scripts/fetch-guest builds. It loads the drivers for the devices of the machine, shuts down
# when the power button is pressed, and runs each line that it reads from the first serial port:
#
#   guest: ready
#   guest> echo $((6 * 7))
#   42
#   guest>
#
# Input is not echoed. Options on the kernel's command line:
#   guest.panic   the kernel panics as soon as the guest is ready
#   guest.deaf    the power button is ignored
# shellcheck shell=dash

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev

# Whether an option is on the kernel's command line.
has() { grep -qw "$1" /proc/cmdline; }

# The first line loads the drivers of buses. Virtio devices appear only after that.
modprobe -a button evdev
cat /sys/bus/pci/devices/*/modalias /sys/bus/acpi/devices/*/modalias /sys/bus/platform/devices/*/modalias 2>/dev/null \
  | sort -u | xargs modprobe -a -b 2>/dev/null
cat /sys/bus/virtio/devices/*/modalias 2>/dev/null | sort -u | xargs modprobe -a -b 2>/dev/null

has guest.deaf || acpid -d >/dev/null 2>&1 &

# Without udev there is no link to the agent's channel, so search for the channel by its name. QEMU sends the names of channels to the
# kernel some time after the driver was loaded.
start_agent() {
  tries=0
  while [ "$tries" -lt 300 ]; do
    for name in /sys/class/virtio-ports/*/name; do
      if [ "$(cat "$name" 2>/dev/null)" = org.qemu.guest_agent.0 ]; then
        port="${name%/name}"
        exec qemu-ga -m virtio-serial -p "/dev/${port##*/}" -t /run -f /run/qemu-ga.pid
      fi
    done
    sleep 0.1
    tries=$((tries + 1))
  done
}
[ ! -x /usr/sbin/qemu-ga ] || [ ! -d /sys/class/virtio-ports ] || start_agent </dev/null >/dev/null 2>&1 &

# Also print to the screen, for tests that take a screenshot.
printf 'qmp4j test guest, Linux %s\nguest: ready\n' "$(uname -r)" >/dev/tty0

exec </dev/ttyS0 >/dev/ttyS0 2>&1
stty -echo
echo 'guest: ready'
if has guest.panic; then
  echo c >/proc/sysrq-trigger
fi

printf 'guest> '
while IFS= read -r line; do
  eval "$line"
  printf 'guest> '
done
