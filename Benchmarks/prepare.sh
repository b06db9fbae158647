#!/bin/sh
# Installs the tools that the benchmark runs beside ours.
#
#   prepare.sh DIR
#
# Debian packages come from apt-get, Python ones go into DIR/venv and, for the registry, DIR/registry-venv. Idempotent.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 DIR" >&2
  exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
directory=$1
mkdir -p "$directory"

packages="g++ libsimdjson-dev node-ajv nodejs pkg-config postgresql python3-venv time util-linux"
missing=
for package in $packages; do
  case $package in nodejs) command -v node >/dev/null && continue ;; esac
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
    missing="$missing $package"
done
if [ -n "$missing" ]; then
  sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "installing$missing" >&2
  $sudo apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# environment NAME REQUIREMENTS
environment() {
  cmp -s "$2" "$directory/$1/requirements.txt" && return
  rm -rf "${directory:?}/$1"
  "${PYTHON:-python3}" -m venv "$directory/$1"
  "$directory/$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --requirement "$2"
  cp "$2" "$directory/$1/requirements.txt"
}
environment venv "$here/Peers/requirements.txt"
environment registry-venv "$here/Peers/registry-requirements.txt"

if [ ! "$directory/simdjson" -nt "$here/Peers/simdjson.cpp" ]; then
  # shellcheck disable=SC2046
  g++ -std=c++17 -O3 -o "$directory/simdjson" "$here/Peers/simdjson.cpp" $(pkg-config --cflags --libs simdjson)
fi
