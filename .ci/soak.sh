#!/usr/bin/env bash
# soak.sh SECONDS: the QMP server under 200 clients for that long. Every reply must be right and memory must stay flat.
set -euo pipefail
[[ $# -eq 1 && $1 =~ ^[0-9]+$ ]] || { echo "usage: soak.sh SECONDS" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tool=src/CpuFacility.Tool/bin/Release/net10.0/CpuFacility.Tool.dll
soak=tests/CpuFacility.Soak/bin/Release/net10.0/CpuFacility.Soak.dll
[[ -e $tool && -e $soak ]] || { echo "build first: dotnet build -c Release" >&2; exit 2; }
folder=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || kill "$server" 2> /dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
dotnet "$tool" qmp --arch s390x --socket "$folder/qmp" > "$folder/log" 2>&1 &
server=$!
for (( i = 0; i < 100; i++ )); do
  [[ ! -S $folder/qmp ]] || break
  kill -0 "$server" || { cat "$folder/log"; exit 1; }
  sleep 0.1
done
dotnet "$soak" "$folder/qmp" "$server" "$1"
# The server ends as it is asked to, and says nothing on the way.
kill -0 "$server" || { echo "the server ended on its own"; cat "$folder/log"; exit 1; }
if [[ -s $folder/log ]]; then cat "$folder/log"; fi
