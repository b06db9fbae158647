"""The checks of a rules file as expectations of Great Expectations on pandas: RULES FILE."""

import json
import logging
import pathlib
import sys
import time
import warnings

logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")

import great_expectations
import pandas
from great_expectations import expectations as expect

begin, cpu = time.perf_counter(), time.process_time()
rules = json.loads(pathlib.Path(sys.argv[1]).read_text())
records = pandas.read_json(sys.argv[2], lines=True, dtype=False, convert_dates=False)


def expectation(rule):
    """The expectation that says the same; none for what it has no word for."""
    kind, field, limits = rule["rule"], rule.get("field"), rule.get("parameters", {})
    mostly = rule.get("threshold", 1)
    if kind == "not_null":
        return expect.ExpectColumnValuesToNotBeNull(column=field, mostly=mostly)
    if kind == "range":
        return expect.ExpectColumnValuesToBeBetween(column=field, min_value=limits["min"], max_value=limits["max"], mostly=mostly)
    if kind == "length":
        return expect.ExpectColumnValueLengthsToBeBetween(column=field, min_value=limits["min"], max_value=limits["max"], mostly=mostly)
    if kind == "set":
        return expect.ExpectColumnValuesToBeInSet(column=field, value_set=limits["values"], mostly=mostly)
    if kind == "pattern":
        return expect.ExpectColumnValuesToMatchRegex(column=field, regex=limits["pattern"], mostly=mostly)
    if kind == "unique":
        return expect.ExpectColumnValuesToBeUnique(column=field)
    if kind == "reference":
        keys = records[rules["key"]].dropna().unique().tolist()
        return expect.ExpectColumnValuesToBeInSet(column=field, value_set=keys, mostly=mostly)
    if kind == "count":
        return expect.ExpectTableRowCountToBeBetween(min_value=limits.get("min"), max_value=limits.get("max"))
    return None


# A column of mixed kinds stops some expectations: everything that is no text where a text is due becomes missing.
for rule in rules["rules"]:
    if rule["rule"] in ("pattern", "length", "set", "unique", "reference"):
        records[rule["field"]] = records[rule["field"]].map(lambda value: value if isinstance(value, str) else None)
    if rule["rule"] == "range":
        records[rule["field"]] = pandas.to_numeric(records[rule["field"]], errors="coerce")

context = great_expectations.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
batch = context.data_sources.add_pandas("pandas").add_dataframe_asset("records").add_batch_definition_whole_dataframe("all")
suite = great_expectations.ExpectationSuite(name="rules")
required = [{"rule": "not_null", "field": field} for field in rules.get("required", [])]
for rule in required + rules["rules"]:
    found = expectation(rule)
    if found is not None:
        suite.add_expectation(found)
result = batch.get_batch({"dataframe": records}).validate(suite)
json.dump({"seconds": time.perf_counter() - begin, "cpu": time.process_time() - cpu, "expectations": len(result.results),
           "passed": sum(one.success for one in result.results)}, sys.stdout)
