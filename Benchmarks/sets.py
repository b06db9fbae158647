"""The records that the tools are measured on."""

import json
import pathlib

import data

HERE = pathlib.Path(__file__).parent


class RecordSet:
    """Records of one kind with everything that the tools need to judge them."""

    SAMPLE = 20_000  # Great Expectations takes minutes for more.

    def __init__(self, name, count, dataops, folder):
        self.name, self.folder = name, folder
        self.path = data.records(dataops, name, count, folder)
        self.schemas = data.schemas(name, folder)
        self.rules = HERE / "Rules" / f"{name}.json"
        self.wellformed = self._part("wellformed", lambda number, line: _is_json(line))
        self.sample = self._part("sample", lambda number, line: number < self.SAMPLE and _is_json(line))

    def verdicts(self, tool):
        """Where a tool writes one letter a record: v valid, i invalid, m malformed."""
        return self.folder / f"{self.path.stem}.{tool}.verdicts"

    def lines(self, numbers):
        """The records of these numbers, by number."""
        wanted = set(numbers)
        with open(self.path, "rb") as lines:
            records = (line for line in lines if line.strip())
            return {number: line for number, line in enumerate(records) if number in wanted}

    def _part(self, kind, belongs):
        path = self.path.with_suffix(f".{kind}.ndjson")
        if not path.exists():
            with open(self.path, "rb") as lines, open(path, "wb") as part:
                part.writelines(line for number, line in enumerate(lines) if belongs(number, line))
        return path


def _is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False
