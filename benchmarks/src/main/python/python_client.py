"""QEMU's own Python client at the works of raw_client.c and JavaClient: PATH WORK COUNT COMMAND, one line of figures."""

import asyncio
import json
import sys
import time

from qemu.qmp import QMPClient


async def one(client, count, command):
    micros = []
    for _ in range(count):
        start = time.perf_counter()
        await client.execute(command)
        micros.append((time.perf_counter() - start) * 1e6)
    micros.sort()
    return f"p50_us {micros[count // 2]:.2f} p99_us {micros[count * 99 // 100]:.2f}"


async def window(client, count, command, width):
    left = iter(range(count))

    async def worker():
        for _ in left:
            await client.execute(command)

    start = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(width)))
    return f"per_second {count / (time.perf_counter() - start):.0f}"


async def events(client, count, command):
    with client.listener("GUEST_CRASHLOADED") as listener:
        start = time.perf_counter()
        await client.execute(command, {"count": count})
        for _ in range(count):
            await listener.get()
        return f"per_second {count / (time.perf_counter() - start):.0f}"



async def main(path, work, count, command):
    client = QMPClient("benchmark")
    await client.connect(path)
    count = int(count)
    if work == "events":
        print(await events(client, count, command))
    elif work.startswith("window"):
        print(await window(client, count, command, int(work[len("window"):])))
    elif work == "exec":
        print(json.dumps(await client.execute(command)))
    else:
        print(await one(client, count, command))
    await client.disconnect()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
