"""Runs a program whose standard input is a socket that leads to a QEMU: QEMU_PROGRAM PROGRAM ARGUMENT ..."""

import socket
import subprocess
import sys

monitor, standard_input = socket.socketpair()
qemu = subprocess.Popen(
    [sys.argv[1], "-machine", "none", "-nodefaults", "-display", "none",
     "-chardev", f"socket,id=c,fd={monitor.fileno()}", "-mon", "chardev=c,mode=control"],
    pass_fds=[monitor.fileno()], stderr=subprocess.DEVNULL)
try:
    monitor.close()
    code = subprocess.run(sys.argv[2:], stdin=standard_input).returncode
finally:
    qemu.kill()
    qemu.wait()
sys.exit(code)
