#!/usr/bin/env bash
# tables.sh [OUTPUT]: measures everything that docs/performance.md speaks of and writes the tables, with date, machine and commands, to OUTPUT
# (artifacts/performance-tables.md). Takes about five minutes. Needs g++; QEMU, where it is installed, is measured too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
output=${1:-artifacts/performance-tables.md}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DOTNET_NOLOGO=1 CPUFACILITY_BITSET=$scratch/bitset.so

peers=(--filter '*Peers*' '*StableHash*' '*ModelComparison*' '*Bulk*' --job short --iterationCount 15 --iterationTime 25 --inProcess)
sets=(--filter '*PeersSubset.FacilitySets' '*PeersEquality.FacilitySets' '*PeersIntersection.FacilitySets' '*StableHash.Stable' '*BulkQueries.EachRows' --instruction-sets)

run() {
  local name=$1
  shift
  dotnet run -c Release --no-build --project benchmarks/CpuFacility.Benchmarks -- "$@" --artifacts "$scratch/$name" > "$scratch/$name.log" 2>&1 \
    || { tail -40 "$scratch/$name.log" >&2; exit 1; }
  if grep -E 'There are not any results runs|Benchmarks with issues' "$scratch/$name.log" >&2; then exit 1; fi
}

# The tables of a run, without the description of the machine in front of each.
tables() {
  local file
  for file in "$scratch/$1"/results/*-report-github.md; do
    echo
    echo "### $(basename "$file" -report-github.md | sed 's/.*Benchmarks[.]//')"
    echo
    grep '^|' "$file"
  done
}

date=$(date -u +%F)
load=$(cut -d ' ' -f 1-3 /proc/loadavg)
benchmarks/bitset/build.sh "$CPUFACILITY_BITSET"
dotnet build -c Release benchmarks/CpuFacility.Benchmarks > "$scratch/build.log" || { cat "$scratch/build.log" >&2; exit 1; }
run peers "${peers[@]}"
run sets "${sets[@]}"
benchmarks/startup.sh > "$scratch/startup"

{
  echo "# Tables"
  echo
  echo "Written by \`benchmarks/tables.sh\`; docs/performance.md says what they mean."
  echo
  echo "* Date: $date"
  echo "* Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) processors; load before and after: $load / $(cut -d ' ' -f 1-3 /proc/loadavg)"
  sed -n '/^BenchmarkDotNet v/,/^$/p' "$(find "$scratch/peers/results" -name '*-report-github.md' | head -1)" | grep -E '^BenchmarkDotNet|SDK|Host' | sed 's/^ */* /'
  echo "* $(g++ --version | head -1)"
  echo
  echo "## Peers, and a million hosts"
  echo
  echo "Nanoseconds for one set, but for BulkQueries: there for all of the million. \`Min ratio\` is the shortest iteration beside the baseline's."
  tables peers
  echo
  echo "## Instruction sets"
  tables sets
  echo
  echo "## Start-up"
  echo
  cat "$scratch/startup"
} > "$output"
