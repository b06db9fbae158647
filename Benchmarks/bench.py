"""Runs every tool over the same records, side by side on one core, and prints what each one took.

  bench.py DATAOPS FOLDER [--rounds N] [--messages N] [--pages N]

FOLDER is what prepare.sh has filled. Rounds are interleaved: every tool once, then every tool again; medians count. The file is
in the page cache, parsing is included, starting the program and compiling the schema are not (except for the checks, where
the whole process is timed). Fails where a verdict of ours differs from that of jsonschema-rs.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

import data
from table import Run, Table

HERE = pathlib.Path(__file__).parent
PEERS = HERE / "Peers"
REFERENCE = "jsonschema-rs + orjson"
LIMIT = "simdjson, parse alone"


def validators(folder, dataops):
    """Name → command for a set of records; every one says how many records are valid."""
    python = str(folder / "venv/bin/python")

    def ours(jobs):
        return lambda set: [dataops, "records", "validate", "--schema", set.schemas["2020-12"], "--assert-formats", "--jobs",
                            str(jobs), "--output", "summary", set.path]

    return {
        "dataops records validate": ours(1),
        "dataops records validate, 2 jobs": ours(2),
        REFERENCE: lambda set: [python, PEERS / "jsonschema-rs.py", set.schemas["2020-12"], set.path, set.verdicts("jsonschema-rs")],
        "Ajv 6": lambda set: ["node", PEERS / "ajv.js", set.schemas["7"], set.path, set.verdicts("ajv")],
        "fastjsonschema + orjson": lambda set: [python, PEERS / "fastjsonschema.py", set.schemas["7"], set.path,
                                                set.verdicts("fastjsonschema")],
        LIMIT: lambda set: [folder / "simdjson", "lines", set.path],
        "simdjson, parse_many": lambda set: [folder / "simdjson", "many", set.wellformed],
        "read, count newlines": lambda set: [folder / "simdjson", "read", set.path],
    }


def checkers(folder, dataops):
    python = str(folder / "venv/bin/python")
    return {
        "dataops records check": lambda set: [dataops, "records", "check", "--rules", set.rules, "--schema",
                                              set.schemas["2020-12"], set.path],
        "DuckDB, 1 thread": lambda set: [python, PEERS / "duckdb-checks.py", set.rules, set.path],
        "Great Expectations, pandas": lambda set: [python, PEERS / "great-expectations-checks.py", set.rules, set.sample],
    }


class Set:
    """Records of one kind with everything that the tools need to judge them."""

    SAMPLE = 20_000  # Great Expectations takes minutes for more.

    def __init__(self, name, count, dataops, folder):
        self.name, self.folder = name, folder
        self.path = data.records(dataops, name, count, folder)
        self.schemas = data.schemas(name, folder)
        self.rules = HERE / "Rules" / f"{name}.json"
        self.size = self.path.stat().st_size
        self.wellformed = self.part("wellformed", lambda number, line: well_formed(line))
        self.sample = self.part("sample", lambda number, line: number < self.SAMPLE and well_formed(line))

    def verdicts(self, tool):
        return self.folder / f"{self.path.stem}.{tool}.verdicts"

    def part(self, kind, belongs):
        path = self.path.with_suffix(f".{kind}.ndjson")
        if not path.exists():
            with open(self.path, "rb") as lines, open(path, "wb") as part:
                part.writelines(line for number, line in enumerate(lines) if belongs(number, line))
        return path


def well_formed(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


def our_verdicts(dataops, set):
    """One letter a record, as the peers write them."""
    command = [dataops, "records", "validate", "--schema", set.schemas["2020-12"], "--assert-formats", "--output", "verdicts", set.path]
    letters = bytearray()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            verdict = json.loads(line)
            letters += b"v" if verdict["valid"] else b"i" if "errors" in verdict else b"m"
    return bytes(letters)


def differences(left, right):
    """The numbers of the records that two tools judge differently; a record that only one has is one, too."""
    found = [number for number, pair in enumerate(zip(left, right)) if pair[0] != pair[1]]
    return found + list(range(min(len(left), len(right)), max(len(left), len(right))))


def compare(dataops, set):
    """Whether all verdicts are those of jsonschema-rs; tells of the first that are not."""
    ours = our_verdicts(dataops, set)
    agree = True
    for tool in ("jsonschema-rs", "ajv", "fastjsonschema"):
        theirs = set.verdicts(tool).read_bytes()
        found = differences(ours, theirs)
        print(f"{set.name}: {len(ours):,} verdicts, {len(found):,} differ from {tool}")
        if tool == "jsonschema-rs" and found:
            agree = False
            wanted = dict.fromkeys(found[:5])
            with open(set.path, "rb") as lines:
                for number, line in enumerate(line for line in lines if line.strip()):
                    if number in wanted:
                        print(f"  record {number}: ours {ours[number:number + 1].decode()}, theirs "
                              f"{theirs[number:number + 1].decode()}: {line[:400].decode(errors='replace')}")
    return agree


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataops")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=50_000)
    options = parser.parse_args()
    folder = options.folder

    sets = [Set("messages", options.messages, options.dataops, folder), Set("pages", options.pages, options.dataops, folder)]
    table = Table(REFERENCE, LIMIT)
    agree = True
    for set in sets:
        for _ in range(options.rounds):
            for name, command in validators(folder, options.dataops).items():
                table.add(set.name, name, Run(command(set), cores="0,1" if "2 jobs" in name else "0"))
        agree = compare(options.dataops, set) and agree
        for round in range(options.rounds):
            for name, command in checkers(folder, options.dataops).items():
                if round == 0 or "Great" not in name:  # Once is enough for what takes so long.
                    arguments = command(set)
                    table.add(set.name, name, Run(arguments, cores="0", size=pathlib.Path(arguments[-1]).stat().st_size))
    table.write(folder / "bench.json", folder / "bench.md")
    print(table.text())
    if not agree:
        sys.exit("Verdicts differ from those of jsonschema-rs.")


if __name__ == "__main__":
    main()
