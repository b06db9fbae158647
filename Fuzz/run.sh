#!/bin/bash
# Fuzz/run.sh TARGET [SECONDS]: builds the record engine for libFuzzer and runs one target on it.
#
# Starts from the committed corpus; what is new and interesting is kept in .build/corpus. A crash, a hang (5 s) or more
# than 2 GB of memory ends the run with the input in .build/findings. FUZZ_BUILD_ONLY=1 only builds.
set -euo pipefail
target=${1:?"usage: Fuzz/run.sh json|lines|number|pattern|schema|validator|input|rules [seconds]"}
seconds=${2:-60}
cd "$(dirname "$0")"
build=${FUZZ_BUILD:-$PWD/.build}
[ -d "Corpus/$target" ] || { echo "there is no target $target" >&2; exit 2; }

instrument=(-fsanitize=fuzzer-no-link -fsanitize=address)
flags=(-c release --scratch-path "$build")
for flag in "${instrument[@]}"; do flags+=(-Xcc "$flag" -Xcxx "$flag"); done
swift build "${flags[@]}"
[ -z "${FUZZ_BUILD_ONLY:-}" ] || exit 0

mkdir -p "$build/corpus/$target" "$build/findings/$target"
# Memory that the engine asks for is refused where there is none, so the allocator must be able to refuse.
FUZZ_TARGET=$target ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0 \
  "$build/release/Fuzz" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -malloc_limit_mb=1024 -max_len=4096 \
  -artifact_prefix="$build/findings/$target/" -print_final_stats=1 "$build/corpus/$target" "Corpus/$target"
