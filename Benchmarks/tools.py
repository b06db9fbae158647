"""The tools that are measured, and how each is called."""

import pathlib
from dataclasses import dataclass
from typing import Callable

PEERS = pathlib.Path(__file__).parent / "Peers"
OURS, OURS_TWICE = "dataops records validate", "dataops records validate, 2 jobs"
REFERENCE = "jsonschema-rs + orjson"
LIMIT = "simdjson, parse alone"


@dataclass
class Tool:
    name: str
    command: Callable  # The arguments for a record set, without the file of records.
    reads: Callable = lambda set: set.path
    verdicts: str | None = None  # The name under which it leaves its verdicts.
    cores: str = "0"
    rounds: int | None = None

    @property
    def is_ours(self):
        return self.name.startswith("dataops")

    def arguments(self, set):
        return self.command(set) + [self.reads(set)] + ([set.verdicts(self.verdicts)] if self.verdicts else [])


def validators(dataops, folder):
    """Those that judge records by a schema, and what limits them all."""
    python = folder / "venv/bin/python"

    def ours(jobs, output="summary"):
        return lambda set: [dataops, "records", "validate", "--schema", set.schemas["2020-12"], "--assert-formats", "--jobs",
                            jobs, "--output", output]

    return [
        Tool(OURS, ours(1)),
        Tool(OURS_TWICE, ours(2), cores="0,1"),
        Tool(REFERENCE, lambda set: [python, PEERS / "jsonschema-rs.py", set.schemas["2020-12"]], verdicts="jsonschema-rs"),
        Tool("Ajv 6", lambda set: ["node", PEERS / "ajv.js", set.schemas["7"]], verdicts="ajv"),
        Tool("fastjsonschema + orjson", lambda set: [python, PEERS / "fastjsonschema.py", set.schemas["7"]],
             verdicts="fastjsonschema"),
        Tool(LIMIT, lambda set: [folder / "simdjson", "lines"]),
        Tool("simdjson, parse_many", lambda set: [folder / "simdjson", "many"], reads=lambda set: set.wellformed),
        Tool("read, count newlines", lambda set: [folder / "simdjson", "read"]),
    ]


def checkers(dataops, folder):
    """Those that judge whole datasets by rules: completeness, uniqueness, references, ranges, patterns."""
    python = folder / "venv/bin/python"
    return [
        Tool("dataops records check", lambda set: [dataops, "records", "check", "--rules", set.rules, "--schema",
                                                   set.schemas["2020-12"]]),
        Tool("DuckDB, 1 thread", lambda set: [python, PEERS / "duckdb-checks.py", set.rules]),
        Tool("Great Expectations, pandas", lambda set: [python, PEERS / "great-expectations-checks.py", set.rules],
             reads=lambda set: set.sample, rounds=1),
    ]
