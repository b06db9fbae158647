"""Judges the official JSON-Schema-Test-Suite through the program, as a script would: a second proof beside the tests.

  judge-by-program.py DATAOPS SUITE

One call of `dataops records validate` a group: the schema from a file, the instances as newline-delimited JSON. Prints the counts
per draft and exits 1 where a required test, or one that misses.json does not name, gets another verdict than the suite's.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

SHOWN = 20
DRAFTS = ["2020-12", "2019-09", "7", "6", "4"]


class Literal(float):
    """A number that is written as it was read."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __repr__(self):
        return self.text


def read(path):
    return json.loads(path.read_text(), parse_float=Literal)


def write(value):
    """Compact JSON with numbers as they were read; `json` itself would write a float's own digits."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{write(member)}" for name, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write, value)) + "]"
    return json.dumps(value)


def verdicts(dataops, suite, draft, group, asserts_formats, folder):
    """What the program says of each instance of a group; nothing where it refuses the schema."""
    schema, instances = folder / "schema.json", folder / "instances.ndjson"
    schema.write_text(write(group["schema"]))
    instances.write_text("".join(write(test["data"]) + "\n" for test in group["tests"]))
    command = [dataops, "records", "validate", "--schema", schema, "--map", f"http://localhost:1234/={suite / 'remotes'}",
               "--draft", draft, "--format", "ndjson", "--output", "verdicts"]
    result = subprocess.run(command + ["--assert-formats"] * asserts_formats + [instances], capture_output=True)
    if result.returncode not in (0, 1):
        return []
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [verdict["record"] for verdict in found] == list(range(len(found))), "records are numbered in order"
    assert result.returncode == (0 if all(verdict["valid"] for verdict in found) else 1), "the exit code tells"
    return [verdict["valid"] for verdict in found]


def main():
    dataops, suite = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2]).absolute()
    listed = read(pathlib.Path(__file__).parent / "misses.json")
    known = {(draft, miss["file"], miss["group"], miss["test"]) for miss in listed for draft in miss["drafts"]}
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for draft in DRAFTS:
            name, counts = f"draft{draft}", {"required": [0, 0], "optional": [0, 0], "format": [0, 0]}
            root, wrong = suite / "tests" / name, []
            for path in sorted(root.rglob("*.json")):
                file = path.relative_to(root).as_posix()
                kind = "format" if file.startswith("optional/format/") else file.split("/")[0] if "/" in file else "required"
                for group in read(path):
                    found = verdicts(dataops, suite, draft, group, kind == "format", pathlib.Path(folder))
                    for number, test in enumerate(group["tests"]):
                        right = number < len(found) and found[number] == test["valid"]
                        counts[kind][0] += right
                        counts[kind][1] += 1
                        place = (name, file, group["description"], test["description"])
                        if right == (place in known) or (not right and kind == "required"):
                            wrong.append(("listed as a miss, but right: " if right else "not as the suite says: ") + ": ".join(place))
            print("\n".join(wrong[:SHOWN] + [f"and {len(wrong) - SHOWN} more"] * (len(wrong) > SHOWN)), end="\n" * bool(wrong))
            failed = failed or bool(wrong)
            print(f"draft {draft}: " + ", ".join(f"{kind} {right} of {all}" for kind, (right, all) in counts.items()), flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
