"""What the peers written in Python share: every line of the file is a record; the figures go to standard output."""

import json
import sys
import time

import orjson


def run(is_valid, path, verdicts=None):
    """Judges every record; `verdicts` is a file that gets one letter a record: v valid, i invalid, m malformed."""
    letters = bytearray()
    note = letters.append
    loads = orjson.loads
    size = 0
    start, cpu = time.perf_counter(), time.process_time()
    with open(path, "rb") as lines:
        for line in lines:
            size += len(line)
            try:
                record = loads(line)
            except orjson.JSONDecodeError:
                if line.strip():
                    note(0x6D)
                continue
            note(0x76 if is_valid(record) else 0x69)
    figures = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "bytes": size,
               "records": len(letters), "valid": letters.count(b"v"), "invalid": letters.count(b"i"),
               "malformed": letters.count(b"m")}
    json.dump(figures, sys.stdout)
    if verdicts:
        with open(verdicts, "wb") as file:
            file.write(letters)
