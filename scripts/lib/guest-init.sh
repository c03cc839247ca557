#!/bin/busybox sh
# The first program of the tiny Linux that scripts/fetch-guest makes. It loads the drivers of what the machine has, obeys the
# power button, and runs each line that comes on the first serial port:
#
#   guest: ready
#   guest> echo $((6 * 7))
#   42
#   guest>
#
# What is typed is not echoed. Words on the kernel's command line:
#   guest.panic   the kernel panics as soon as the guest is ready
#   guest.deaf    the power button is ignored
# shellcheck shell=dash

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev

# Whether a word is on the kernel's command line.
has() { grep -qw "$1" /proc/cmdline; }

# Virtio devices appear once the driver of their bus is there.
modprobe -a button evdev
cat /sys/bus/pci/devices/*/modalias /sys/bus/acpi/devices/*/modalias /sys/bus/platform/devices/*/modalias 2>/dev/null \
  | sort -u | xargs modprobe -a -b 2>/dev/null
cat /sys/bus/virtio/devices/*/modalias 2>/dev/null | sort -u | xargs modprobe -a -b 2>/dev/null

has guest.deaf || acpid -d >/dev/null 2>&1 &

# The agent's channel is known by its name; there is no udev here to make a link of it. The kernel learns of channels and
# their names from QEMU, some time after the driver was loaded.
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

# The screen says something too, for whoever takes its picture.
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
