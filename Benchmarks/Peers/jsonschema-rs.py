"""jsonschema-rs with orjson: SCHEMA FILE [VERDICTS]."""

import json
import sys

import common
import jsonschema_rs

with open(sys.argv[1]) as file:
    schema = json.load(file)
# The faster of its two pattern engines; ours are patterns that both know.
validator = jsonschema_rs.validator_for(schema, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions())
common.run(validator.is_valid, *sys.argv[2:])
