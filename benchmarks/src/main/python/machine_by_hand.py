"""What a test's machine takes where nobody helps: a QEMU started, its console read, its state saved and loaded, by a script of
its own. Prints the milliseconds from this process's start to where a first test could begin, and the median of the resets.

    machine_by_hand.py QEMU GUEST_FOLDER RESETS
"""

import json
import os
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time


def process_age():
    with open("/proc/self/stat", encoding="ascii") as stat:
        started = int(stat.read().rsplit(")", 1)[1].split()[19])
    with open("/proc/uptime", encoding="ascii") as uptime:
        return float(uptime.read().split()[0]) - started / os.sysconf("SC_CLK_TCK")


class Monitor:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        while True:
            try:
                self.socket.connect(path)
                break
            except OSError:
                time.sleep(0.005)
        self.file = self.socket.makefile("rw")
        self.events = []
        self.file.readline()
        self.execute("qmp_capabilities")

    def execute(self, command, **arguments):
        self.file.write(json.dumps({"execute": command, "arguments": arguments}))
        self.file.flush()
        while True:
            message = json.loads(self.file.readline())
            if "return" in message:
                return message["return"]
            if "error" in message:
                raise RuntimeError(message["error"]["desc"])
            self.events.append(message)

    def job(self, command):
        self.events = []
        self.execute(command, **{"job-id": "j", "tag": "t", "vmstate": "state", "devices": ["state"]})
        while not any(event.get("data", {}).get("status") == "concluded" for event in self.events):
            self.events.append(json.loads(self.file.readline()))
        self.execute("job-dismiss", id="j")


def main(qemu, guest, resets):
    with tempfile.TemporaryDirectory() as folder:
        image = folder + "/state.qcow2"
        subprocess.run([os.path.dirname(qemu) + "/qemu-img", "create", "-q", "-f", "qcow2", image, "1M"], check=True)
        process = subprocess.Popen(
            [qemu, "-nodefaults", "-no-user-config", "-display", "none", "-machine", "q35", "-m", "128M",
             "-device", "VGA", "-accel", "tcg", "-kernel", guest + "/kernel", "-initrd", guest + "/initramfs",
             "-append", "console=ttyS0 quiet no_timer_check", "-serial", "stdio",
             "-blockdev", "driver=qcow2,node-name=state,file.driver=file,file.filename=" + image,
             "-qmp", "unix:" + folder + "/qmp,server=on,wait=off"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            said = b""
            while b"guest> " not in said:
                select.select([process.stdout], [], [])
                said += os.read(process.stdout.fileno(), 4096)
            monitor = Monitor(folder + "/qmp")
            monitor.job("snapshot-save")
            first = process_age() * 1000
            times = []
            for _ in range(resets):
                began = time.monotonic()
                monitor.job("snapshot-load")
                times.append((time.monotonic() - began) * 1000)
            print(f"{first:.0f} {statistics.median(times):.1f}")
        finally:
            process.kill()
            process.wait()


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
