"""One timed run of a tool, and the table of all of them."""

import json
import os
import statistics
import subprocess
import tempfile


class Run:
    """Runs `command` on the given cores and keeps what it took.

    `seconds` is what the tool says of itself, from opening the file to the last verdict; the whole process where it says nothing.
    """

    def __init__(self, command, cores, size=None):
        command = [str(part) for part in command]
        with tempfile.NamedTemporaryFile("r") as usage:
            timed = ["taskset", "--cpu-list", cores, "/usr/bin/time", "--format", "%e %U %S %M", "--output", usage.name]
            result = subprocess.run(timed + command, stdout=subprocess.PIPE, env={**os.environ, "TQDM_DISABLE": "1"})
            if result.returncode not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {result.returncode}")
            whole, user, system, resident = usage.read().splitlines()[-1].split()
        try:
            figures = json.loads(result.stdout)
        except ValueError:
            raise SystemExit(f"{' '.join(command)} gave no figures: {result.stdout[-500:]}")
        self.figures = figures
        self.whole = float(whole)
        self.cpu = float(user) + float(system)
        self.resident = int(resident) * 1024 / 1e6
        self.seconds = self.whole if size else figures["seconds"]
        self.size = size or figures["bytes"]

    @property
    def speed(self):
        """Megabytes of 1,000,000 bytes a second."""
        return self.size / 1e6 / max(self.seconds, 1e-9)


class Table:
    """All runs by set and tool."""

    def __init__(self, reference, limit):
        self.reference, self.limit = reference, limit
        self.runs = {}

    def add(self, set, tool, run):
        self.runs.setdefault(set, {}).setdefault(tool, []).append(run)
        print(f"{set:9} {tool:34} {run.speed:8,.0f} MB/s", flush=True)

    def rows(self):
        for set, tools in self.runs.items():
            def median(tool):
                return statistics.median(run.speed for run in tools[tool])

            for tool, runs in tools.items():
                speeds = [run.speed for run in runs]
                yield {
                    "set": set, "tool": tool, "megabytes": runs[0].size / 1e6, "rounds": len(runs),
                    "megabytes_per_second": median(tool), "slowest": min(speeds), "fastest": max(speeds),
                    "ratio_to_reference": median(tool) / median(self.reference),
                    "ratio_to_limit": median(tool) / median(self.limit),
                    "cpu_seconds_of_process": statistics.median(run.cpu for run in runs),
                    "peak_resident_megabytes": max(run.resident for run in runs),
                    "figures": runs[-1].figures,
                }

    HEAD = ["set", "tool", "MB", "MB/s", "slowest to fastest", f"to jsonschema-rs", "to simdjson", "CPU s", "peak MB"]

    def cells(self):
        for row in self.rows():
            yield [
                row["set"], row["tool"], f"{row['megabytes']:,.0f}", f"{row['megabytes_per_second']:,.0f}",
                f"{row['slowest']:,.0f} to {row['fastest']:,.0f}", f"{row['ratio_to_reference']:.2f} x",
                f"{row['ratio_to_limit']:.0%}", f"{row['cpu_seconds_of_process']:.2f}",
                f"{row['peak_resident_megabytes']:,.0f}",
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
