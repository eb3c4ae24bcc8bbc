#!/usr/bin/env bash
# consumers.sh FOLDER: the samples, the example of README.md and the installed tool with the sessions of README.md and docs/, outside the repository on the
# packages of artifacts/packages.
# The package folder is its own: a package of the same version from an earlier run would pass in place of this one.
set -euo pipefail
repository=$PWD
version=$(.ci/version.sh)
mkdir -p "$1/samples" "$1/readme"
cat > "$1/nuget.config" <<EOF
<configuration>
  <packageSources>
    <add key="cpufacility-local" value="$repository/artifacts/packages" />
  </packageSources>
</configuration>
EOF
export NUGET_PACKAGES=$1/package-cache

cp samples/*.cs "$1/samples/"
cp -r samples/replies samples/machines "$1/samples/"
.ci/samples.sh "$1/samples"

{
  echo "#:package CpuFacility.Interop@$version"
  .ci/readme-block.sh example README.md
} > "$1/readme/example.cs"
.ci/readme-block.sh example-output README.md > "$1/readme/expected.txt"
(cd "$1/readme" && dotnet run example.cs) | diff -u "$1/readme/expected.txt" - || { echo "README.md: the example does not print what it says"; exit 1; }

# The tool, installed as a user does it, prints what README.md shows. A line '$ ...' is a command, '(exit code N)' ends its output.
(cd "$1" && dotnet tool install CpuFacility.Tool --version "$version" --tool-path "$1/tools")
answer=$("$1/tools/cpufacility" --version)
[[ $answer == "$version"* ]] || { echo "cpufacility --version answers $answer in place of $version"; exit 1; }
grep -n '^<!-- session' README.md docs/*.md | sed 's/^\([^:]*\):[0-9]*:<!-- \(.*\) -->$/\1 \2/' > "$1/sessions"
while read -r page block; do
  session=$1/readme/$block.txt
  [[ ! -e $session ]] || { echo "$page: there are two blocks $block"; exit 1; }
  .ci/readme-block.sh "$block" "$page" > "$session"
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
      [[ $line == '$ cpufacility '* ]] || { echo "$page: a session runs cpufacility only: $line"; exit 1; }
      code=0
      read -ra words <<< "${line#\$ cpufacility }"
      output=$("$1/tools/cpufacility" "${words[@]}") || code=$?
      printf '%s\n%s\n(exit code %s)\n' "$line" "$output" "$code"
    fi
  done < "$session" > "$session.now"
  diff -u "$session" "$session.now" || { echo "$page: the tool does not print what $block says"; exit 1; }
  grep -q '^\$ cpufacility ' "$session.now" || { echo "$page: the block $block has no command"; exit 1; }
done < "$1/sessions"

# The conversation over QMP: what the client says goes in, and what the server says must come out.
.ci/readme-block.sh qmp-session README.md > "$1/readme/qmp.txt"
diff -u <(sed -n 's/^S: //p' "$1/readme/qmp.txt") \
  <(sed -n 's/^C: //p' "$1/readme/qmp.txt" | "$1/tools/cpufacility" qmp --qemu-version 7.2 | tr -d '\r') \
  || { echo "README.md: the QMP server does not say what it says"; exit 1; }

# Both must have come from the feed: the packages are in the new folder.
ls "$NUGET_PACKAGES/cpufacility/$version" "$NUGET_PACKAGES/cpufacility.interop/$version" > /dev/null
