#!/usr/bin/env bash
# sample-errors.sh SCRATCH: the samples migration-check and before-you-migrate on wrong input. Each case must say what is wrong and where, print no
# answer and exit with 2.
set -euo pipefail
scratch=$1/sample-errors
mkdir -p "$scratch"
# Built once, from the library as it is now.
dotnet build --no-cache samples/migration-check.cs -o "$scratch/app" > "$scratch/build.log" || { cat "$scratch/build.log"; exit 1; }
z14='{"return": {"model": {"name": "z14-base", "props": {"vx":'
printf '%s tru' "$z14" > "$scratch/cut.json"
printf '%s "maybe"}}}}' "$z14" > "$scratch/type.json"
printf '%s true, "vx": true}}}}' "$z14" > "$scratch/twice.json"
printf '{"return": {"model": {"name": "z99"}}}' > "$scratch/model.json"
printf '{"error": {"class": "GenericError", "desc": "no such thing"}}' > "$scratch/error.json"
printf '[1]' > "$scratch/array.json"
: > "$scratch/empty.json"
head -c 5000000 /dev/zero | tr '\0' ' ' > "$scratch/huge.json"

check() {
  local code=0 output
  output=$("$scratch/app/migration-check" "$1" z14 2> "$scratch/stderr") || code=$?
  if [[ $code -ne 2 || -n $output ]] || ! grep -qF -- "$2" "$scratch/stderr"; then
    echo "migration-check $1: exit code $code, '$output', $(cat "$scratch/stderr"); expected: $2"
    exit 1
  fi
}

check z99 "At position 0: 'z99' is no model"
check z14,nosuch=on "At position 4: 'nosuch' is no facility and no group"
check z14,avx2=on "At position 4: 'avx2' is no facility and no group"
check z14,vx=maybe "At position 7: 'vx' takes 'on' or 'off', not 'maybe'"
check z13,te=off,nnpa=on "At position 11: Facility 'nnpa' is not available for z13"
check "" "At position 0: The name of a model is missing"
check "$scratch/none.json" "There is no such file either"
check "$scratch/cut.json" "At position 61: This is no JSON: 'tru' is an invalid"
check "$scratch/type.json" "At position 52: 'vx' takes true or false, not \"maybe\""
check "$scratch/twice.json" "At position 64: 'vx' is given twice in one object"
check "$scratch/model.json" "At position 22: 'z99' is no model"
check "$scratch/error.json" "At position 1: QEMU answered with an error: no such thing"
check "$scratch/array.json" "At position 0: A JSON object with a CPU model is expected"
check "$scratch/empty.json" "At position 0: There is no text"
check "$scratch/huge.json" "At position 4194304: The input has"

code=0
"$scratch/app/migration-check" z14 2> "$scratch/stderr" || code=$?
[[ $code -eq 2 ]] && grep -q '^Usage: ' "$scratch/stderr" || { echo "migration-check with one argument: exit code $code"; exit 1; }
echo "migration-check refuses wrong input"

dotnet build --no-cache samples/before-you-migrate.cs -o "$scratch/move" > "$scratch/build.log" || { cat "$scratch/build.log"; exit 1; }
source=samples/machines/source.domcapabilities.xml
guest=samples/machines/guest.xml
printf '<domain>\n<cpu>' > "$scratch/cut.xml"
printf '<domain>\n<cpu><model>EPYC</model><feature/></cpu></domain>' > "$scratch/feature.xml"
printf '<domain><cpu/><cpu/></domain>' > "$scratch/two.xml"
printf '<domain><cpu><model>Bogus</model></cpu></domain>' > "$scratch/model.xml"
: > "$scratch/empty.xml"

refuses() {
  local code=0 output
  output=$("$scratch/move/before-you-migrate" "$2" "$3" "$4" 2> "$scratch/stderr") || code=$?
  # The guest's name may stand there already; an answer may not.
  if [[ $code -ne 2 ]] || grep -qvE '^Guest |^$' <<< "$output" || ! grep -qF -- "$1" "$scratch/stderr"; then
    echo "before-you-migrate $2 $3 $4: exit code $code, '$output', $(cat "$scratch/stderr"); expected: $1"
    exit 1
  fi
}

refuses "Could not find file" "$scratch/none.xml" "$source" "$guest"
refuses "Access to the path" "$source" "$scratch" "$guest"
refuses "The element 'domain' is not expected: the XML is a 'domainCapabilities'" "$guest" "$source" "$guest"
refuses "The element 'domainCapabilities' is not expected: the XML is a 'domain'" "$source" "$source" "$source"
refuses "There is no element, where 'domain' is expected" "$source" "$source" "$scratch/empty.xml"
refuses "In line 2: The text is no XML" "$source" "$source" "$scratch/cut.xml"
refuses "In line 2: XML error: Invalid CPU feature name" "$source" "$source" "$scratch/feature.xml"
refuses "The domain has 2 'cpu' elements, where one is expected" "$source" "$source" "$scratch/two.xml"
refuses "Unknown CPU model Bogus" "$source" "$source" "$scratch/model.xml"
refuses "The text has" "$source" "$source" "$scratch/huge.json"

code=0
"$scratch/move/before-you-migrate" "$source" 2> "$scratch/stderr" || code=$?
[[ $code -eq 2 ]] && grep -q '^Usage: ' "$scratch/stderr" || { echo "before-you-migrate with one argument: exit code $code"; exit 1; }
echo "before-you-migrate refuses wrong input"
