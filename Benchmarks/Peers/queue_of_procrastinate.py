"""Defers tasks that do nothing, runs them with Procrastinate, and prints the figures.

  queue_of_procrastinate.py CONNINFO TASKS CONCURRENCY
"""

import asyncio
import json
import logging
import resource
import sys
import time

import procrastinate

conninfo, tasks, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
logging.disable(logging.CRITICAL)
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo, min_size=4, max_size=20))


@app.task(name="nothing")
async def nothing(number):
    pass


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def main():
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        begin = time.perf_counter()
        for first in range(0, tasks, 1000):
            await nothing.batch_defer_async(*({"number": number} for number in range(first, min(tasks, first + 1000))))
        deferred = time.perf_counter() - begin
        begin, processor = time.perf_counter(), used()
        await app.run_worker_async(wait=False, concurrency=concurrency, install_signal_handlers=False)
        seconds = time.perf_counter() - begin
        left = await app.connector.execute_query_one_async("SELECT count(*) AS n FROM procrastinate_jobs WHERE status <> 'succeeded'")
        if left["n"]:
            sys.exit(f"{left['n']} tasks were not done")
        print(json.dumps({"tasks": tasks, "deferred_seconds": deferred, "seconds": seconds, "processorSeconds": used() - processor}))


asyncio.run(main())
