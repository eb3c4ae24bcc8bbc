#!/usr/bin/env bash
# consumers.sh FOLDER: the samples, the example of README.md and the installed tool with README.md's session, outside the repository on the
# packages of artifacts/packages.
# The package folder is its own: a package of the same version from an earlier run would pass in place of this one.
set -euo pipefail
repository=$PWD
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
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
for block in session session-software session-x86 session-power session-arm session-libvirt; do
  session=$1/readme/$block.txt
  .ci/readme-block.sh "$block" README.md > "$session"
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
      [[ $line == '$ cpufacility '* ]] || { echo "README.md: a session runs cpufacility only: $line"; exit 1; }
      code=0
      read -ra words <<< "${line#\$ cpufacility }"
      output=$("$1/tools/cpufacility" "${words[@]}") || code=$?
      printf '%s\n%s\n(exit code %s)\n' "$line" "$output" "$code"
    fi
  done < "$session" > "$session.now"
  diff -u "$session" "$session.now" || { echo "README.md: the tool does not print what it says"; exit 1; }
  grep -q '^\$ cpufacility ' "$session.now" || { echo "README.md: the block $block has no command"; exit 1; }
done

# The conversation over QMP: what the client says goes in, and what the server says must come out.
.ci/readme-block.sh qmp-session README.md > "$1/readme/qmp.txt"
diff -u <(sed -n 's/^S: //p' "$1/readme/qmp.txt") \
  <(sed -n 's/^C: //p' "$1/readme/qmp.txt" | "$1/tools/cpufacility" qmp --qemu-version 7.2 | tr -d '\r') \
  || { echo "README.md: the QMP server does not say what it says"; exit 1; }

# Both must have come from the feed: the packages are in the new folder.
ls "$NUGET_PACKAGES/cpufacility/$version" "$NUGET_PACKAGES/cpufacility.interop/$version" > /dev/null
