#!/usr/bin/env bash
# run.sh SECONDS [TARGET...]: fuzzes parsers under AFL++, each for that many seconds; all of them unless some are named. Exit code 1 if there are
# findings: inputs stand in artifacts/fuzz/TARGET/crashes and hangs, and `CpuFacility.Fuzz --replay TARGET FILE` says what they break.
# FUZZ_JOBS targets run at once, as many as there are processors unless it is set.
set -euo pipefail
[[ $# -ge 1 && $1 =~ ^[0-9]+$ ]] || { echo "usage: run.sh SECONDS [TARGET...]" >&2; exit 2; }
seconds=$1
shift
project=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$project/../.."
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is missing: install Debian's package afl++" >&2; exit 2; }
out=$PWD/artifacts/fuzz
rm -rf "$out"
mkdir -p "$out"

dotnet tool restore > "$out/tools.log" || { cat "$out/tools.log"; exit 2; }
dotnet build -c Release --nologo -v quiet "$project"
# A copy: what is instrumented runs under afl-fuzz alone.
cp -r "$project/bin/Release/net10.0" "$out/program"
for assembly in CpuFacility CpuFacility.Interop; do
  dotnet sharpfuzz "$out/program/$assembly.dll"
done

# The processors of shared machines are not pinned and not set to a fixed speed, and no core file is wanted: a finding is an exception.
export AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 DOTNET_TieredPGO=0
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <("$project/bin/Release/net10.0/CpuFacility.Fuzz" --list)

fuzz() {
  local target=$1 folder=$out/$1 stats
  # The limit of a case is a finding, too: a case of at most 64 KiB has no reason to take five seconds.
  if ! afl-fuzz -i "$project/corpus/$target" -o "$folder" -V "$seconds" -t 5000 -m none -- "$out/program/CpuFacility.Fuzz" "$target" > "$folder.log" 2>&1; then
    tail -20 "$folder.log"
    echo "$target: afl-fuzz failed"
    return 1
  fi
  stats=$folder/default/fuzzer_stats
  value() { sed -n "s/^$1 *: *//p" "$stats"; }
  echo "$target: $(value execs_done) inputs, $(value edges_found) edges, $(value corpus_count) in the corpus, $(value saved_crashes) crashes, $(value saved_hangs) hangs"
  [[ $(value saved_crashes) == 0 && $(value saved_hangs) == 0 ]]
}
export -f fuzz
export out project seconds
printf '%s\n' "${targets[@]}" | xargs -P "${FUZZ_JOBS:-$(nproc)}" -I{} bash -c 'set -euo pipefail; fuzz {}' || { echo "there are findings, or a target failed"; exit 1; }
echo "no findings in ${#targets[@]} targets of $seconds seconds"
