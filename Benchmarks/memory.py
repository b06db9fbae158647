"""How much memory the program takes for streams of any length.

  memory.py DATAOPS FOLDER [--million N] [--stream N]

A file of a million records, then ten million through a pipe, by every command that reads a stream. Fails where the peak is not
under 64 MB; exact uniqueness is bounded by its own setting and has its own line.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import data

BOUND = 64.0


def peak(command, source):
    """Megabytes resident at most and seconds; `source` is a file, or a command that writes into a pipe."""
    with tempfile.NamedTemporaryFile("r") as usage:
        timed = ["/usr/bin/time", "--quiet", "--format", "%M", "--output", usage.name] + [str(part) for part in command]
        begin = time.perf_counter()
        if isinstance(source, list):
            with subprocess.Popen(source, stdout=subprocess.PIPE) as writer:
                code = subprocess.run(timed + ["-"], stdin=writer.stdout, stdout=subprocess.DEVNULL).returncode
        else:
            code = subprocess.run(timed + [source], stdout=subprocess.DEVNULL).returncode
        if code not in (0, 1):
            sys.exit(f"{' '.join(timed)} ended with {code}")
        return int(usage.read()) * 1024 / 1e6, time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataops", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--million", type=int, default=1_000_000)
    parser.add_argument("--stream", type=int, default=10_000_000)
    options = parser.parse_args()
    dataops, folder = options.dataops.absolute(), options.folder.absolute()

    schema = data.schemas("messages", folder)["2020-12"]
    rules = data.HERE / "Rules" / "messages.json"
    validate = [dataops, "records", "validate", "--schema", schema, "--assert-formats"]
    check = [dataops, "records", "check", "--rules", rules, "--schema", schema]
    commands = {
        "validate, summary": (validate, True),
        "validate, verdicts, 2 jobs": (validate + ["--output", "verdicts", "--jobs", "2"], True),
        "check with exact uniqueness, --memory 64": (check + ["--memory", "64"], False),
    }
    exceeded = False
    file = data.records(dataops, "messages", options.million, folder)
    sources = {f"{options.million:,} records, file": file}
    if options.stream:
        data.template("messages", folder)
        sources[f"{options.stream:,} records, pipe"] = data.generate(dataops, "messages", options.stream, folder)
    print(f"| {'command':42} | {'source':26} | peak MB | seconds |\n|{'-' * 44}|{'-' * 28}|--------:|--------:|")
    for source, records in sources.items():
        for name, (command, is_bounded) in commands.items():
            resident, seconds = peak(command, records)
            exceeded |= is_bounded and resident >= BOUND
            print(f"| {name:42} | {source:26} | {resident:7.1f} | {seconds:7.1f} |", flush=True)
    file.unlink()
    if exceeded:
        sys.exit(f"The peak is not under {BOUND:.0f} MB.")


if __name__ == "__main__":
    main()
