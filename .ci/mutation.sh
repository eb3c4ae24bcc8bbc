#!/usr/bin/env bash
# mutation.sh ROOM...: mutates rooms of the engine (Sets, Catalogs, Models, Compatibility, Architectures/S390x and so on) and runs the engine's tests on each
# mutant; exit code 1 if one scores less than 85%. Reports go to artifacts/mutation. docs/mutation.md says why what survives may.
# It takes long: a room can be an hour on two processors. MUTATION_MUTATE narrows it to files, such as '**/Sets/FacilitySet.Bytes.cs'.
set -euo pipefail
[[ $# -ge 1 ]] || { echo "usage: mutation.sh ROOM..." >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../tests/CpuFacility.Tests"
dotnet tool restore
for room in "$@"; do
  [[ -d ../../src/CpuFacility/$room ]] || { echo "there is no room $room" >&2; exit 2; }
done
bad=0
for room in "$@"; do
  out=$PWD/../../artifacts/mutation/${room//\//-}
  # Fewer generated cases a law: a mutant that only one case in ten thousand finds counts as alive.
  CPUFACILITY_LAW_CASES=50 dotnet stryker --config-file ../../.ci/stryker-config.json --mutate "${MUTATION_MUTATE:-**/CpuFacility/$room/**/*.cs}" --output "$out" || bad=1
done
exit "$bad"
