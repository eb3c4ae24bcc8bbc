#!/usr/bin/env bash
# mutation.sh [--again] ROOM...: mutates rooms of the engine (Sets, Catalogs, Models, Compatibility, Architectures/S390x, Architectures/X86/Cpuid and so on) and
# runs the tests of that room on each mutant; exit code 1 if one scores less than 85%, or if docs/mutation-survivors.tsv does not explain a survivor. Reports go
# to artifacts/mutation. It takes long: a room can be an hour on two processors. MUTATION_MUTATE narrows it to files, such as '**/Sets/FacilitySet.Bytes.cs'.
# With --again, only the survivors of the room's last report are tried, which takes minutes: whether new tests see them. The code of the room must not have
# changed since.
set -euo pipefail
again=
if [[ ${1:-} == --again ]]; then again=yes; shift; fi
[[ $# -ge 1 ]] || { echo "usage: mutation.sh [--again] ROOM..." >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../tests/CpuFacility.Tests"

# A mutant is run against the tests that are there for its room: those of other rooms would kill it by accident, late, and say little about the tests.
tests() {
  case $1 in
    # None of these makes a registry: an operation that runs while one is made is tried with all tests, and every registry needs all of them.
    # Counts of thousands of sets take a second each, which every operation of sets would be tried with: they are for what the others do not see.
    Sets) echo Sets.Facility Sets.NumberText Paths.FacilitySet ${again:+Paths.CountEach} Laws.FacilitySet Laws.FacilityMask ;;
    Catalogs) echo Api.NullArgument Catalogs. Data. Laws.Facility Models.CpuModelTests ;;
    Models) echo Api.NullArgument Models. Recorded. Laws.CpuModel Laws.SoftwareTag Compatibility. Architectures.Power Architectures.X86.X86E ;;
    Compatibility) echo Api.NullArgument Compatibility. Models. Recorded. Laws. Architectures.Power Architectures.X86.X86Compatibility ;;
    Architectures/X86/Cpuid) echo Architectures.X86.Cpuid. Laws.X86 ;;
    Architectures/*) echo Api.NullArgument "${1/\//.}." "Data.${1#*/}" "Laws.${1#*/}" Recorded. Compatibility. Models.CpuModel ;;
    Microarchitectures) echo Api.NullArgument Microarchitectures. ;;
  esac
}

# What goes through every pair takes seconds each time, and minutes where coverage is recorded; the last one makes registries.
slow_tests="HostGeneratorTests Sets_EveryReachablePair Evaluate_EveryHost GuestSetting_RemovesItsReason NumberOfAnExpression"

for room in "$@"; do
  [[ -d ../../src/CpuFacility/$room && -n $(tests "$room") ]] || { echo "there is no room $room" >&2; exit 2; }
done
dotnet tool restore
bad=0
for room in "$@"; do
  out=$PWD/../../artifacts/mutation/${room//\//-}
  filter="(FullyQualifiedName~.Tests.$(tests "$room" | sed 's/ /|FullyQualifiedName~.Tests./g'))"
  for slow in $slow_tests; do filter+="&FullyQualifiedName!~$slow"; done
  # CPUID tables are a room of their own.
  files='**/*.cs'
  if [[ $room == Architectures/X86 ]]; then files='*.cs'; fi
  mutate=(--mutate "${MUTATION_MUTATE:-**/CpuFacility/$room/$files}")
  if [[ -n $again ]]; then
    mapfile -t places < <(dotnet run --file ../../.ci/survivors.cs -- --places "$out/reports/mutation-report.json")
    [[ ${#places[@]} -gt 0 ]] || { echo "$room: no report with survivors in $out" >&2; exit 2; }
    mutate=(--break-at 0)
    for place in "${places[@]}"; do mutate+=(--mutate "$place"); done
    out+=-again
  fi
  # Fewer generated cases a law: a mutant that only one case in ten thousand finds counts as alive.
  CPUFACILITY_LAW_CASES=50 dotnet stryker --config-file ../../.ci/stryker-config.json "${mutate[@]}" \
    --test-case-filter "$filter" --output "$out" || bad=1
  dotnet run --file ../../.ci/survivors.cs -- "$out/reports/mutation-report.json" ../../docs/mutation-survivors.tsv || bad=1
done
exit "$bad"
