#!/usr/bin/env bash
# startup.sh [RUNS [PROGRAM]]: the time from the start of a process to its answer to "how does z14 stand to z13?", as a table: by
# tests/CpuFacility.Aot, compiled ahead of time (PROGRAM, or published here) and at run time, and by QEMU over QMP where it is installed.
# Beside them, a process that only prints such a line. RUNS of each (20), in turn, after one that does not count.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${1:-20}
ahead=${2:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C

dotnet build -c Release tests/CpuFacility.Aot > "$scratch/build.log" || { cat "$scratch/build.log"; exit 1; }
if [[ -z $ahead ]]; then
  runtime=$(dotnet --info | sed -n 's/^ *RID: *//p')
  dotnet publish tests/CpuFacility.Aot -c Release -r "$runtime" -p:PublishNative=true -o "$scratch/aot" > "$scratch/build.log" || { cat "$scratch/build.log"; exit 1; }
  ahead=$scratch/aot/CpuFacility.Aot
fi

print_line() { /bin/echo '{"result": "superset"}'; }
ahead_of_time() { "$ahead" first-answer z14 z13; }
at_run_time() { dotnet tests/CpuFacility.Aot/bin/Release/net10.0/CpuFacility.Aot.dll first-answer z14 z13; }
over_qmp() {
  printf '%s\n' '{"execute": "qmp_capabilities"}' \
    '{"execute": "query-cpu-model-comparison", "arguments": {"modela": {"name": "z14"}, "modelb": {"name": "z13"}}}' '{"execute": "quit"}' \
    | qemu-system-s390x -machine none -nodefaults -display none -qmp stdio
}

# Microseconds until the line with the answer is there, and then waits for the end of the process.
measure() {
  local start line answered=
  start=${EPOCHREALTIME/./}
  while IFS= read -r line; do
    if [[ ${line,,} == *'"result": "superset"'* ]]; then answered=${EPOCHREALTIME/./}; fi
  done < <("$1")
  [[ -n $answered ]] || { echo "$1 gave another answer" >&2; return 1; }
  echo $((answered - start))
}

ways=(print_line ahead_of_time at_run_time)
if command -v qemu-system-s390x > /dev/null; then ways+=(over_qmp); fi
for way in "${ways[@]}"; do measure "$way" > /dev/null; done
for ((run = 0; run < runs; run++)); do
  for way in "${ways[@]}"; do measure "$way" >> "$scratch/$way"; done
done

declare -A titles=(
  [print_line]="a process that prints a line (\`echo\`)" [ahead_of_time]="the library, compiled ahead of time (NativeAOT)"
  [at_run_time]="the library, compiled at run time (\`dotnet\`)" [over_qmp]="\`qemu-system-s390x -machine none\`, over QMP")
echo "| first answer of | minimum, ms | median, ms |"
echo "|---|---:|---:|"
for way in "${ways[@]}"; do
  sort -n "$scratch/$way" | awk -v title="${titles[$way]}" '{ v[NR] = $1 } END { printf "| %s | %.1f | %.1f |\n", title, v[1] / 1000, v[int((NR + 1) / 2)] / 1000 }'
done
