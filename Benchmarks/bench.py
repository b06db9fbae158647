"""Runs every tool over the same records, side by side on one core, and prints what each one took.

  bench.py DATAOPS FOLDER [--rounds N] [--messages N] [--pages N]

FOLDER is what prepare.sh has filled. Rounds are interleaved: every tool once, then every tool again; medians count. The file is
in the page cache and parsing is included; starting the program and compiling the schema are not. Speeds are given by CPU time,
which the other users of a machine disturb least, and by the clock. Fails where a verdict of ours differs from jsonschema-rs's.
"""

import argparse
import json
import pathlib
import subprocess
import sys

from sets import RecordSet
from table import Run, Table
from tools import LIMIT, OURS, OURS_TWICE, REFERENCE, checkers, validators


def measure(table, set, tools, rounds):
    empty = set.folder / "empty.ndjson"
    empty.touch()
    for round in range(rounds):
        for tool in tools:
            if tool.rounds is not None and round >= tool.rounds:
                continue
            # Only ours do not say what CPU time they took without their start.
            startup = Run(tool.command(set) + [empty], size=1).cpu if tool.is_ours else 0
            size = tool.reads(set).stat().st_size
            table.add(set.name, tool.name, Run(tool.arguments(set), tool.cores, size, startup))


def our_verdicts(dataops, set):
    """One letter a record, as the peers write them."""
    command = [dataops, "records", "validate", "--schema", set.schemas["2020-12"], "--assert-formats", "--output", "verdicts", set.path]
    letters = bytearray()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            verdict = json.loads(line)
            letters += b"v" if verdict["valid"] else b"i" if "errors" in verdict else b"m"
    return bytes(letters)


def agree(dataops, set, tools):
    """Whether all verdicts are those of jsonschema-rs; tells how many differ from each tool, and the first that do."""
    ours = our_verdicts(dataops, set)
    equal = True
    for tool in tools:
        if tool.verdicts is None:
            continue
        theirs = set.verdicts(tool.verdicts).read_bytes()
        different = [number for number, (left, right) in enumerate(zip(ours, theirs)) if left != right]
        print(f"{set.name}: {len(ours):,} verdicts of ours, {len(theirs):,} of {tool.name}, {len(different):,} differ")
        for number, line in set.lines(different[:5]).items():
            print(f"  record {number}: ours {chr(ours[number])}, theirs {chr(theirs[number])}: {line[:600].decode(errors='replace')}")
        if tool.name == REFERENCE:
            equal = len(ours) == len(theirs) and not different
    return equal


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataops", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=50_000)
    options = parser.parse_args()
    dataops, folder = options.dataops.absolute(), options.folder.absolute()

    table = Table(REFERENCE, LIMIT)
    equal = True
    for name, count in (("messages", options.messages), ("pages", options.pages)):
        set = RecordSet(name, count, dataops, folder)
        tools = validators(dataops, folder)
        measure(table, set, tools, options.rounds)
        equal = agree(dataops, set, tools) and equal
        measure(table, set, checkers(dataops, folder), options.rounds)
    table.write(folder / "bench.json", folder / "bench.md")
    print(table.text())
    for name, runs in table.runs.items():
        one, two = (max(run.clock_speed for run in runs[tool]) for tool in (OURS, OURS_TWICE))
        print(f"{name}: 2 jobs are {two / one:.2f} x as fast as one, best rounds by the clock")
    if not equal:
        sys.exit("Verdicts differ from those of jsonschema-rs.")


if __name__ == "__main__":
    main()
