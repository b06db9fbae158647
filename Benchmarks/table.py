"""One timed run of a tool, and the table of all of them."""

import json
import os
import statistics
import subprocess
import tempfile
import time

# Debian's node modules, for a node that is not Debian's; and no progress bars.
ENVIRONMENT = {"NODE_PATH": "/usr/share/nodejs", "TQDM_DISABLE": "1"}


class Run:
    """Runs `command` on the given cores and keeps what it took.

    `cpu` and `seconds` are what the tool says of itself, from opening the file to the last verdict. A tool that does not say is
    measured from outside, less `startup`, the CPU time of the same command with nothing to do.
    """

    def __init__(self, command, cores="0", size=None, startup=0.0):
        command = [str(part) for part in command]
        with tempfile.NamedTemporaryFile("r") as peak, tempfile.TemporaryFile() as output:
            timed = ["taskset", "--cpu-list", cores, "/usr/bin/time", "--quiet", "--format", "%M", "--output", peak.name]
            begin = time.perf_counter()
            process = subprocess.Popen(timed + command, stdout=output, env={**os.environ, **ENVIRONMENT})
            _, status, usage = os.wait4(process.pid, 0)
            whole = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read()
            if process.returncode not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
            self.resident = int(peak.read()) * 1024 / 1e6
        try:
            self.figures = json.loads(text)
        except ValueError:
            raise SystemExit(f"{' '.join(command)} gave no figures: {text[-500:]}")
        self.size = size or self.figures["bytes"]
        self.seconds = self.figures.get("seconds", whole)
        self.cpu = self.figures.get("cpu", usage.ru_utime + usage.ru_stime - startup)

    @property
    def speed(self):
        """Megabytes (of 1,000,000 bytes) a second of CPU time: what one core does, whoever else uses the machine."""
        return self.size / 1e6 / max(self.cpu, 1e-6)

    @property
    def clock_speed(self):
        """Megabytes a second by the clock."""
        return self.size / 1e6 / max(self.seconds, 1e-6)


class Table:
    """All runs by set and tool."""

    def __init__(self, reference, limit):
        self.reference, self.limit = reference, limit
        self.runs = {}

    def add(self, set, tool, run):
        self.runs.setdefault(set, {}).setdefault(tool, []).append(run)
        print(f"{set:9} {tool:34} {run.speed:8,.0f} MB per CPU second {run.clock_speed:8,.0f} MB/s", flush=True)

    def speed(self, set, tool):
        return statistics.median(run.speed for run in self.runs[set][tool])

    def rows(self):
        for set, tools in self.runs.items():
            for tool, runs in tools.items():
                speeds = [run.speed for run in runs]
                speed = self.speed(set, tool)
                yield {
                    "set": set, "tool": tool, "megabytes": runs[0].size / 1e6, "rounds": len(runs),
                    "megabytes_per_cpu_second": speed, "slowest": min(speeds), "fastest": max(speeds),
                    "megabytes_per_second_by_the_clock": statistics.median(run.clock_speed for run in runs),
                    "best_by_the_clock": max(run.clock_speed for run in runs),
                    "ratio_to_reference": speed / self.speed(set, self.reference),
                    "ratio_to_limit": speed / self.speed(set, self.limit),
                    "peak_resident_megabytes": max(run.resident for run in runs), "figures": runs[-1].figures,
                }

    HEAD = ["set", "tool", "MB", "MB per CPU s", "slowest to fastest", "MB/s, best", "to jsonschema-rs", "to simdjson", "peak MB"]

    def cells(self):
        for row in self.rows():
            yield [
                row["set"], row["tool"], f"{row['megabytes']:,.0f}", f"{row['megabytes_per_cpu_second']:,.0f}",
                f"{row['slowest']:,.0f} to {row['fastest']:,.0f}", f"{row['best_by_the_clock']:,.0f}",
                f"{row['ratio_to_reference']:.2f} x", f"{row['ratio_to_limit']:.0%}", f"{row['peak_resident_megabytes']:,.0f}",
            ]

    def text(self):
        """The table in Markdown, aligned."""
        cells = [self.HEAD] + list(self.cells())
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.HEAD))]

        def line(row):
            pairs = zip(row, widths)
            return "| " + " | ".join(
                text.ljust(width) if column < 2 else text.rjust(width) for column, (text, width) in enumerate(pairs)) + " |"

        rule = "|" + "|".join("-" * (width + 2) if column < 2 else "-" * (width + 1) + ":" for column, width in enumerate(widths)) + "|"
        return "\n".join([line(cells[0]), rule] + [line(row) for row in cells[1:]])

    def write(self, machine, person):
        machine.write_text(json.dumps(list(self.rows()), indent=1) + "\n")
        person.write_text(self.text() + "\n")
