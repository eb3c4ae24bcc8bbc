#!/usr/bin/env bash
# samples.sh FOLDER: runs each sample in FOLDER and holds what it prints, with its exit code as last line, against samples/expected.
set -euo pipefail
expected=$PWD/samples/expected
count=0
for sample in "$1"/*.cs; do
  name=$(basename "$sample" .cs)
  code=0
  # Without --no-cache an earlier build is taken when only the library has changed.
  output=$(cd "$(dirname "$sample")" && dotnet run --no-cache "$name.cs") || code=$?
  diff -u "$expected/$name.txt" - <<< "$output"$'\n'"exit code $code" || { echo "$sample: not the expected output"; exit 1; }
  count=$((count + 1))
done
[[ $count -gt 0 ]] || { echo "$1 holds no sample"; exit 1; }
echo "$count samples in $1"
