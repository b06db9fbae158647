"""Makes what the tools are measured on, once: templates, records with faults, and the schemas in the drafts that tools speak.

  data.py DATAOPS FOLDER [MESSAGES] [PAGES]

The records are those of two templates that ship, with one nested object added to each, because real records have some.
"""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
LIBRARY = HERE.parent / "Templates"
USE_CASE = "healthcare/clinical_workflows"
FAULTS = "0.02"
SEED = "7"

NESTED = {
    "messages": {
        "name": "delivery", "type": "object", "required": True, "fields": [
            {"name": "platform", "type": "string", "required": True, "enum": ["desktop", "mobile", "web", "api"]},
            {"name": "app_version", "type": "string", "required": True, "pattern": "^[1-9]\\.[1-9][0-9]?\\.[1-9]$"},
            {"name": "latency_ms", "type": "integer", "required": True, "minimum": 1, "maximum": 5000},
            {"name": "edited_at", "type": "string", "required": False, "format": "date-time"},
            {"name": "receipts", "type": "array", "required": False, "max_items": 3, "items": {
                "type": "object", "fields": [
                    {"name": "user_id", "type": "string", "required": True, "source": "person.id"},
                    {"name": "read_at", "type": "string", "required": True, "format": "date-time"}]}}]},
    "pages": {
        "name": "review", "type": "object", "required": True, "fields": [
            {"name": "state", "type": "string", "required": True, "enum": ["approved", "pending", "waived"]},
            {"name": "reviewer_email", "type": "string", "required": True, "format": "email"},
            {"name": "score", "type": "number", "required": True, "minimum": 0, "maximum": 10},
            {"name": "reason", "type": "string", "required": True, "enum": ["no change", "minor edit", "new author"]}]},
}
TYPES = {"messages": "slack_messages", "pages": "confluence_pages"}


def template(name, folder):
    """Writes the shipped template with its nested object; the path."""
    text = (LIBRARY / USE_CASE / f"{TYPES[name]}.json").read_text()
    document = json.loads(text)
    document["schema"]["fields"].append(NESTED[name])
    path = folder / "templates" / USE_CASE / f"{TYPES[name]}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1))
    return path


def records(dataops, name, count, folder):
    """Writes `count` records; a folder that holds them already is left alone."""
    path = folder / f"{name}-{count}.ndjson"
    if not path.exists():
        template(name, folder)
        unfinished = path.with_suffix(".partial")
        with open(unfinished, "wb") as output:
            subprocess.run(generate(dataops, name, count, folder), stdout=output, check=True)
        unfinished.rename(path)
    return path


def generate(dataops, name, count, folder):
    """The command that writes the records to standard output."""
    return [str(dataops), "records", "generate", "--template", f"{USE_CASE}/{TYPES[name]}", "--templates",
            str(folder / "templates"), "--count", str(count), "--seed", SEED, "--faults", FAULTS]


def older(schema):
    """A schema of draft 2020-12 as draft 7 says it, for the tools that know no later one."""
    if isinstance(schema, list):
        return [older(element) for element in schema]
    if not isinstance(schema, dict):
        return schema.replace("#/$defs/", "#/definitions/") if isinstance(schema, str) else schema
    names = {"$defs": "definitions", "dependentRequired": "dependencies"}
    result = {names.get(name, name): older(value) for name, value in schema.items()}
    if "$schema" in result:
        result["$schema"] = "http://json-schema.org/draft-07/schema#"
    return result


def schemas(name, folder):
    """The schema of 2020-12 as checked in, and its rendition in draft 7."""
    latest = HERE / "Schemas" / f"{name}.json"
    draft7 = folder / f"{name}.draft-07.json"
    draft7.write_text(json.dumps(older(json.loads(latest.read_text())), indent=1))
    return {"2020-12": latest, "7": draft7}


if __name__ == "__main__":
    program, target = sys.argv[1], pathlib.Path(sys.argv[2])
    counts = [int(text) for text in sys.argv[3:]] or [200_000, 50_000]
    for name, count in zip(("messages", "pages"), counts):
        print(records(program, name, count, target))
