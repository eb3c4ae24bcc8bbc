#!/usr/bin/env bash
# consumers.sh FOLDER: the samples, and the example of README.md, outside the repository on the packages of artifacts/packages.
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
cp -r samples/replies "$1/samples/"
.ci/samples.sh "$1/samples"

{
  echo "#:package CpuFacility.Interop@$version"
  .ci/readme-block.sh example README.md
} > "$1/readme/example.cs"
.ci/readme-block.sh example-output README.md > "$1/readme/expected.txt"
(cd "$1/readme" && dotnet run example.cs) | diff -u "$1/readme/expected.txt" - || { echo "README.md: the example does not print what it says"; exit 1; }

# Both must have come from the feed: the packages are in the new folder.
ls "$NUGET_PACKAGES/cpufacility/$version" "$NUGET_PACKAGES/cpufacility.interop/$version" > /dev/null
