"""QEMU's own Python client as a servant: a JSON request per line in, a JSON answer per line out.

An answer is {"value": ...}, or {"raised": NAME, ...} where the client raised an exception.
"""

import json
import sys

from qemu.qmp import ExecuteError
from qemu.qmp.legacy import QEMUMonitorProtocol


class Servant:
    """One connection and what can be done with it."""

    def __init__(self):
        self.monitor = None

    def connect(self, path):
        self.monitor = QEMUMonitorProtocol(path)
        return self.monitor.connect()

    def listen(self, path):
        self.monitor = QEMUMonitorProtocol(path, server=True)

    def accept(self):
        return self.monitor.accept(timeout=30.0)

    def send(self, message):
        return self.monitor.cmd_obj(message)

    def send_all(self, messages):
        return [self.monitor.cmd_obj(message) for message in messages]

    def execute(self, name, arguments):
        return self.monitor.cmd(name, **arguments)

    def events(self, count):
        """So many events; what comes in one go with the last of them is there, too."""
        events = []
        while len(events) < count:
            events += self.monitor.get_events(wait=30.0)
        return events

    def pending_events(self):
        return self.monitor.get_events(wait=False)

    def clear_events(self):
        self.monitor.clear_events()

    def close(self):
        self.monitor.close()


def answer(servant, request):
    """Does what is asked for, and tells what came of it."""
    try:
        return {"value": getattr(servant, request["do"])(*request["with"])}
    except ExecuteError as refused:
        return {"raised": "ExecuteError", "class": refused.error_class, "desc": str(refused)}
    except Exception as other:  # pylint: disable=broad-except
        return {"raised": type(other).__name__, "desc": str(other)}


def main():
    servant = Servant()
    for line in sys.stdin:
        print(json.dumps(answer(servant, json.loads(line))), flush=True)


main()
