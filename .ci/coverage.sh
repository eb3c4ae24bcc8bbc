#!/usr/bin/env bash
# coverage.sh [LEAST]: the branches of the engine that its own tests take, in percent, and the files with the most that they do not. Exit code 1 below
# LEAST, 95 unless told otherwise. Generated code, which holds the data files' rows, does not count.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
least=${1:-95}
folder=$PWD/artifacts/coverage
rm -rf "$folder"
mkdir -p "$folder"
# The time of a test under coverage is no concern: few generated cases take the same branches.
CPUFACILITY_LAW_CASES=50 dotnet test --no-build -c Release tests/CpuFacility.Tests --settings .ci/coverage.runsettings --collect "XPlat Code Coverage" \
  --results-directory "$folder" -- RunConfiguration.TreatNoTestsAsError=true > "$folder/log" 2>&1 || { tail -40 "$folder/log"; exit 1; }
# The logger of CI copies it: one of both.
report=$(find "$folder" -name coverage.cobertura.xml -print -quit)
[[ -s $report ]] || { echo "no coverage was collected"; exit 1; }
awk -v least="$least" '
  # A class element names its file; a line with branches says condition-coverage="50% (1/2)".
  match($0, /<class [^>]*filename="[^"]*"/) { file = $0; sub(/.*filename="/, "", file); sub(/".*/, "", file) }
  /<methods>/ { inside = 1 }
  /<\/methods>/ { inside = 0 }
  !inside && match($0, /condition-coverage="[0-9.]+% \([0-9]+\/[0-9]+\)"/) {
    text = substr($0, RSTART, RLENGTH); sub(/.*\(/, "", text); sub(/\).*/, "", text); split(text, parts, "/")
    match($0, /number="[0-9]+"/); line = substr($0, RSTART + 8, RLENGTH - 9)
    taken += parts[1]; all += parts[2]
    if (parts[1] < parts[2]) { open[file] += parts[2] - parts[1]; lines[file] = lines[file] " " line }
  }
  END {
    if (all == 0) { print "no branch was counted"; exit 1 }
    for (file in open) printf "%d branches are not taken in %s: lines%s\n", open[file], file, lines[file] | "sort -rn | head -15"
    close("sort -rn | head -15")
    share = 100 * taken / all
    printf "branch coverage of the engine: %.2f%% (%d of %d branches)\n", share, taken, all
    if (share < least) { printf "it must be at least %s%%\n", least; exit 1 }
  }' "$report"
