"""fastjsonschema (draft 7) with orjson: SCHEMA FILE [VERDICTS]."""

import json
import pathlib
import sys

here = str(pathlib.Path(__file__).parent)
sys.path.remove(here)  # This file has the library's name.
import fastjsonschema

sys.path.insert(0, here)
import common

with open(sys.argv[1]) as file:
    validate = fastjsonschema.compile(json.load(file))


def is_valid(record):
    try:
        validate(record)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


common.run(is_valid, *sys.argv[2:])
