"""The checks of a rules file as one query of DuckDB, on one thread: RULES FILE.

Rows that are no JSON are skipped, as DuckDB does; every rule gives how many values break it.
"""

import json
import pathlib
import sys
import time

import duckdb

rules = json.loads(pathlib.Path(sys.argv[1]).read_text())
path = sys.argv[2].replace("'", "''")
fields = sorted({rule["field"] for rule in rules["rules"] if "field" in rule} | {rules["key"]} | set(rules.get("required", [])))


def text(value):
    return "'" + value.replace("'", "''") + "'"


def broken(rule):
    """SQL for the number of rows that break the rule."""
    kind, field, limits = rule["rule"], rule.get("field"), rule.get("parameters", {})
    if kind == "not_null":
        return f"count(*) FILTER ({field} IS NULL)"
    if kind == "range":
        number = f"TRY_CAST({field} AS DOUBLE)"
        return f"count(*) FILTER ({field} IS NOT NULL AND ({number} IS NULL OR {number} NOT BETWEEN {limits['min']} AND {limits['max']}))"
    if kind == "length":
        return f"count(*) FILTER (length({field}) NOT BETWEEN {limits['min']} AND {limits['max']})"
    if kind == "set":
        return f"count(*) FILTER ({field} NOT IN ({', '.join(map(text, limits['values']))}))"
    if kind == "pattern":
        return f"count(*) FILTER (NOT regexp_matches({field}, {text(limits['pattern'])}))"
    if kind == "freshness":
        return f"count(*) FILTER (TRY_CAST({field} AS TIMESTAMPTZ) > now())"
    if kind == "unique":
        return f"count({field}) - count(DISTINCT {field})"
    if kind == "reference":
        return f"count(*) FILTER ({field} IS NOT NULL AND {field} NOT IN (SELECT {rules['key']} FROM records WHERE {rules['key']} IS NOT NULL))"
    if kind == "count":
        return "count(*)"
    raise SystemExit(f"no query for a rule of kind {kind}")


begin, cpu = time.perf_counter(), time.process_time()
database = duckdb.connect()
database.execute("SET threads = 1")
columns = ", ".join(f"{field}: 'VARCHAR'" for field in fields)
source = f"read_json('{path}', format = 'newline_delimited', ignore_errors = true, columns = {{{columns}}}, maximum_object_size = 67108864)"
database.execute(f"CREATE TEMP TABLE records AS SELECT * FROM {source}")
required = [f"count({field}) AS \"required:{field}\"" for field in rules.get("required", [])]
counts = [f"{broken(rule)} AS \"{rule['name']}\"" for rule in rules["rules"]]
result = database.execute(f"SELECT count(*) AS records, {', '.join(required + counts)} FROM records")
counts = dict(zip((column[0] for column in result.description), result.fetchone()))
json.dump({"seconds": time.perf_counter() - begin, "cpu": time.process_time() - cpu, "counts": counts}, sys.stdout)
