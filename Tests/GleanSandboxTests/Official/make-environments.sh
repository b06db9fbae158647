#!/bin/sh
# Makes the two virtual environments that the official-client tests run in.
#
#   make-environments.sh DIR
#
# DIR/api-0.13  glean-indexing-sdk with the client version it pins
# DIR/api-0.17  the latest client
#
# Idempotent: an environment whose stamp matches the pinned versions is left alone.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 DIR" >&2
  exit 64
fi
directory=$1
python=${PYTHON:-python3}
mkdir -p "$directory"

make_environment() {
  name=$1
  shift
  stamp="$directory/$name/requirements.stamp"
  wanted="$*"
  if [ -x "$directory/$name/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  rm -rf "${directory:?}/$name"
  "$python" -m venv "$directory/$name"
  "$directory/$name/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@"
  printf '%s\n' "$wanted" > "$stamp"
}

make_environment api-0.13 "glean-indexing-sdk==1.2.1" "glean-api-client==0.13.0"
make_environment api-0.17 "glean-api-client==0.17.18"
