"""Measures registry and engine on a PostgreSQL server of its own, beside Procrastinate and pgbench on the same one.

  registry.py DATAOPS REGISTRY_BENCH FOLDER [--calls N] [--operations N] [--tasks N] [--pick-ups N] [--seconds N] [--small]

FOLDER is what prepare.sh has filled. The figures go to registry.json and registry.md there, and as a table to the terminal.
Fails where a target is missed.
"""

import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from server import Server

HERE = pathlib.Path(__file__).parent
TARGET_P95, TARGET_STEPS, TARGET_PICK_UP = 10.0, 10_000, 20.0


class Bench:
    def __init__(self, server, options, data):
        self.server, self.options, self.data = server, options, data
        self.address = server.make("registry")

    def dataops(self, *arguments):
        environment = {**os.environ, "DATAOPS_REGISTRY_URL": self.address, "DATAOPS_DATA": str(self.data)}
        subprocess.run([self.options.dataops, *map(str, arguments)], check=True, env=environment)

    def command(self, verb, *arguments):
        return [self.options.bench, verb, "--registry", self.address, *map(str, arguments)]

    def ours(self, verb, *arguments):
        output = subprocess.run(self.command(verb, *arguments), check=True, stdout=subprocess.PIPE)
        return json.loads(output.stdout)

    def load(self):
        self.dataops("registry", "migrate")
        sizes = ["--active", 1000, "--archived", 2000, "--template-count", 50, "--clients", 20] if self.options.small else []
        begin = time.perf_counter()
        self.dataops("registry", "seed-load", *sizes)
        seconds = time.perf_counter() - begin
        self.server.sql("registry", "VACUUM ANALYZE")
        return {"seconds": seconds, "megabytes": int(self.server.sql("registry", "SELECT pg_database_size('registry')")) / 1e6}

    def queries(self):
        return self.ours("queries", "--calls", self.options.calls)

    def engine(self):
        """Operations are asked for before the clock runs; so are the peer's tasks."""
        count = self.options.operations
        asked = self.ours("enqueue", "--count", count)
        self.server.sql("registry", "CHECKPOINT")
        before = self.server.processor_seconds()
        figures = self.ours("work", "--count", count, "--slots", self.options.slots)
        figures["server_processor_seconds"] = self.server.processor_seconds() - before
        figures["asked_per_second"] = count / asked["seconds"]
        del figures["beginnings"]
        return figures

    def pick_up(self):
        """Milliseconds from the commit that makes an operation to the beginning of its first step, by one clock."""
        count = self.options.pick_ups
        command = self.command("work", "--count", count, "--slots", 8, "--beginnings")
        with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
            time.sleep(2)
            made = self.ours("enqueue", "--count", count, "--together", 1, "--pause", 200)["moments"]
            began = json.loads(worker.stdout.read())["beginnings"]
        from_commit, from_sending = (
            sorted((began[id] - moments[start]) / 1000 for id, moments in made.items()) for start in ("committed", "sent"))
        return {"count": count, "from_commit": quantiles(from_commit), "from_sending_the_commit": quantiles(from_sending)}

    def procrastinate(self):
        self.server.make("procrastinate")
        conninfo = f"host={self.server.socket} user=dataops dbname=procrastinate"
        script = HERE / "Peers" / "queue_of_procrastinate.py"
        python = self.options.folder / "registry-venv" / "bin" / "python"
        command = [python, script, conninfo, self.options.tasks, self.options.concurrency]
        before = self.server.processor_seconds()
        figures = json.loads(subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE).stdout)
        figures["server_processor_seconds_with_asking"] = self.server.processor_seconds() - before
        return figures

    def limits(self):
        self.server.make("pgbench")
        self.server.pgbench("pgbench", "-i", "-q", "-s", 20)
        self.server.sql("pgbench", "CHECKPOINT")
        common = ["-M", "prepared", "-j", 2, "-T", self.options.seconds]
        return {
            "select_tps_1": self.server.pgbench("pgbench", "-S", "-c", 1, *common),
            "select_tps_8": self.server.pgbench("pgbench", "-S", "-c", 8, *common),
            "tpcb_tps_1": self.server.pgbench("pgbench", "-c", 1, *common),
            "tpcb_tps_32": self.server.pgbench("pgbench", "-c", 32, *common),
        }


def quantiles(values):
    """Of values in order."""

    def at(share):
        return round(values[math.ceil(len(values) * share) - 1], 2)

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "longest": round(values[-1], 2)}


def misses(figures):
    """The targets that were not met."""
    missed = [
        f"{kind['name']}: p95 is {kind['latencies']['p95']:.1f} ms"
        for kind in figures["queries"]["kinds"] if not kind["isCount"] and kind["latencies"]["p95"] >= TARGET_P95]
    if figures["queries"]["all"]["p95"] >= TARGET_P95:
        missed.append(f"all calls: p95 is {figures['queries']['all']['p95']:.1f} ms")
    rate = figures["engine"]["steps"] / figures["engine"]["seconds"]
    if rate < TARGET_STEPS:
        missed.append(f"engine: {rate:,.0f} steps a second")
    if figures["pick_up"]["from_commit"]["p95"] >= TARGET_PICK_UP:
        missed.append(f"pick-up: p95 is {figures['pick_up']['from_commit']['p95']:.1f} ms")
    return missed


def text(figures):
    """Two tables in Markdown: latencies, and rates beside the peer's and the limit's."""
    lines = ["| from the call to the values | rows | p50 ms | p95 ms | p99 ms |", "|---|---:|---:|---:|---:|"]

    def add(name, rows, latencies):
        lines.append(f"| {name} | {rows} | {latencies['p50']:.2f} | {latencies['p95']:.2f} | {latencies['p99']:.2f} |")

    queries = figures["queries"]
    for kind in queries["kinds"]:
        add(kind["name"], f"{kind['meanRows']:,.0f}", kind["latencies"])
    add("**all, without the counts**", "", queries["all"])
    add("from the commit to the first step, idle", "", figures["pick_up"]["from_commit"])
    add("from sending the commit", "", figures["pick_up"]["from_sending_the_commit"])

    engine, peer, limits = figures["engine"], figures["procrastinate"], figures["limits"]
    steps, tasks = engine["steps"] / engine["seconds"], peer["tasks"] / peer["seconds"]
    limit = limits["tpcb_tps_32"]
    lines += ["", "| a second | | to Procrastinate | to pgbench |", "|---|---:|---:|---:|"]
    for name, rate in (
        ("steps of ours", steps), ("operations of ours, 5 steps each", engine["operations"] / engine["seconds"]),
        ("tasks of Procrastinate", tasks), ("pgbench, 32 clients", limit), ("pgbench, 1 client", limits["tpcb_tps_1"]),
        ("pgbench -S, 8 clients", limits["select_tps_8"]), ("pgbench -S, 1 client", limits["select_tps_1"]),
    ):
        lines.append(f"| {name} | {rate:,.0f} | {rate / tasks:,.1f} x | {rate / limit:.2f} x |")
    asked, deferred = engine["asked_per_second"], peer["tasks"] / peer["deferred_seconds"]
    lines += [
        "",
        f"Seed load: {figures['load']['seconds']:.0f} s, {figures['load']['megabytes']:,.0f} MB. "
        f"Engine: {engine['seconds']:.1f} s by the clock for {engine['steps']:,} steps, {engine['processorSeconds']:.1f} s of CPU "
        f"here and {engine['server_processor_seconds']:.1f} s in PostgreSQL. Procrastinate: {peer['seconds']:.1f} s for "
        f"{peer['tasks']:,} tasks, {peer['processorSeconds']:.1f} s of CPU there. Asked for a second: {asked:,.0f} operations with "
        f"5 step rows each, {deferred:,.0f} tasks. "
        f"Load of the machine before each part: "
        + ", ".join(f"{part} {load:.1f}" for part, load in figures["load_average_before"].items()) + ".",
    ]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataops", type=lambda text: pathlib.Path(text).absolute())
    parser.add_argument("bench", type=lambda text: pathlib.Path(text).absolute())
    parser.add_argument("folder", type=lambda text: pathlib.Path(text).absolute())
    parser.add_argument("--calls", type=int, default=2000, help="of each kind")
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--slots", type=int, default=512)
    parser.add_argument("--tasks", type=int, default=20_000, help="of the peer")
    parser.add_argument("--concurrency", type=int, default=30, help="of the peer")
    parser.add_argument("--pick-ups", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=10, help="of each run of pgbench")
    parser.add_argument("--small", action="store_true", help="a small registry, to see whether it runs")
    options = parser.parse_args()
    if options.small:
        options.operations = min(options.operations, 1000)

    figures = {"load_average_before": {}}
    with Server() as server, tempfile.TemporaryDirectory() as data:
        bench = Bench(server, options, data)
        for part in ("load", "queries", "pick_up", "engine", "procrastinate", "limits"):
            print(f"{part} …", file=sys.stderr, flush=True)
            figures["load_average_before"][part] = os.getloadavg()[0]
            figures[part] = getattr(bench, part)()
    (options.folder / "registry.json").write_text(json.dumps(figures, indent=1) + "\n")
    (options.folder / "registry.md").write_text(text(figures) + "\n")
    print(text(figures))
    missed = misses(figures)
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
