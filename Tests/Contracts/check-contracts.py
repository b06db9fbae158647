"""Judges what `dataops template export` writes, for every template of the library, by tools that are not ours.

  check-contracts.py DATAOPS LIBRARY

The contract is YAML and meets the JSON Schema that the Open Data Contract Standard publishes; the records meet the exported schema,
and every bad record breaks exactly the rule that is named for it. PyYAML reads, `jsonschema` judges. Exits 1 where anything differs.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import yaml


def standard():
    """The validator of data contracts, by the schema inside the package `open-data-contract-standard`."""
    package = pathlib.Path(importlib.util.find_spec("open_data_contract_standard").origin).parent
    schema = json.loads((package / "schema.json").read_text())
    return jsonschema.validators.validator_for(schema)(schema)


def lines(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def problems(folder, contracts):
    """Everything that is not as it should be in one export."""
    contract = yaml.safe_load((folder / "datacontract.odcs.yaml").read_bytes())
    for error in contracts.iter_errors(contract):
        yield f"the contract: {error.json_path}: {error.message[:200]}"
    schema = json.loads((folder / "schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    good = lines(folder / "records.ndjson")
    if len(good) != 100:
        yield f"{len(good)} good records"
    for number, record in enumerate(good):
        for error in validator.iter_errors(record):
            yield f"good record {number}: {error.json_path}: {error.message[:200]}"
    bad, expected = lines(folder / "bad-records.ndjson"), json.loads((folder / "bad-records.expected.json").read_bytes())
    if len(bad) != len(expected) or len(bad) < 20:
        yield f"{len(bad)} bad records, {len(expected)} expectations"
    for record, expectation in zip(bad, expected):
        found = ["/" + "/".join(map(str, error.absolute_schema_path)) for error in validator.iter_errors(record)]
        if found != [expectation["keywordLocation"]]:
            yield f"bad record {expectation['record']}: {expectation['keywordLocation']} expected, found {found}"


def main():
    dataops, library = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2]).absolute()
    contracts, failed, bad = standard(), 0, 0
    templates = sorted(library.glob("*/*/*.json"))
    for template in templates:
        name = template.relative_to(library).with_suffix("").as_posix()
        with tempfile.TemporaryDirectory() as folder:
            export = [dataops, "template", "export", name, "--templates", library, "--to", folder]
            subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
            found = list(problems(pathlib.Path(folder), contracts))
            bad += len(lines(pathlib.Path(folder) / "bad-records.ndjson"))
        for problem in found:
            print(f"{name}: {problem}")
        failed += bool(found)
    print(f"{len(templates)} contracts checked, {bad} bad records refused for the reason named, {failed} contracts not as they should be")
    sys.exit(failed > 0 or not templates)


if __name__ == "__main__":
    main()
