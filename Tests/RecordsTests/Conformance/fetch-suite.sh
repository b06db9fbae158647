#!/bin/sh
# fetch-suite.sh DIR: puts the official JSON-Schema-Test-Suite into DIR, from the source package of `jsonschema` on PyPI.
# Then: DATAOPS_SCHEMA_SUITE=DIR swift test --filter Conformance
set -eu
directory=${1:?usage: fetch-suite.sh DIR}
version=4.26.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip download "jsonschema==$version" --quiet --no-deps --no-binary jsonschema --dest "$work"
tar -xzf "$work/jsonschema-$version.tar.gz" -C "$work" "jsonschema-$version/json"
mkdir -p "$directory"
cp -R "$work/jsonschema-$version/json/." "$directory/"
