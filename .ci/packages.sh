#!/usr/bin/env bash
# packages.sh SCRATCH: packs both packages and the tool into artifacts/packages, and again from a second build; checks what is in them.
set -euo pipefail
scratch=$1
packages=(CpuFacility CpuFacility.Interop)
version=$(.ci/version.sh)

# The time that packages state for their files, in place of that of the build: the same commit gives the same packages.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

fail() {
  echo "$1"
  exit 1
}

for package in "${packages[@]}" CpuFacility.Tool; do
  dotnet pack --no-build -c Release "src/$package"
done
dotnet build --no-restore --no-incremental -c Release src/CpuFacility.Tool
for package in "${packages[@]}" CpuFacility.Tool; do
  dotnet pack --no-build -c Release "src/$package" -o "$scratch/again"
done

for package in "${packages[@]}"; do
  for kind in nupkg snupkg; do
    file=$package.$version.$kind
    cmp "artifacts/packages/$file" "$scratch/again/$file" || fail "$file differs between two builds"
  done
  list=$(unzip -Z1 "artifacts/packages/$package.$version.nupkg")
  for entry in README.md icon.png "lib/net10.0/$package.dll" "lib/net10.0/$package.xml"; do
    grep -qxF "$entry" <<< "$list" || fail "$package holds no $entry"
  done
  unexpected=$(grep -vE '^(README\.md|icon\.png|lib/net10\.0/[^/]+\.(dll|xml)|_rels/\.rels|\[Content_Types\]\.xml|[^/]+\.nuspec|package/services/.*)$' <<< "$list" || true)
  [[ -z $unexpected ]] || fail "$package holds what it should not: $unexpected"
  # Kept first: grep -q ends at its first match, and the program that feeds it through a pipe would fail.
  symbols=$(unzip -Z1 "artifacts/packages/$package.$version.snupkg")
  grep -qxF "lib/net10.0/$package.pdb" <<< "$symbols" || fail "$package has no symbols"
done

dependencies() {
  unzip -p "artifacts/packages/$1.$version.nupkg" "$1.nuspec" | sed -n 's|.*<dependency id="\([^"]*\)".*|\1|p' | sort | xargs
}
[[ $(dependencies CpuFacility) == System.IO.Hashing ]] || fail "CpuFacility depends on: $(dependencies CpuFacility)"
[[ $(dependencies CpuFacility.Interop) == CpuFacility ]] || fail "CpuFacility.Interop depends on: $(dependencies CpuFacility.Interop)"

tool=CpuFacility.Tool.$version.nupkg
cmp "artifacts/packages/$tool" "$scratch/again/$tool" || fail "$tool differs between two builds"
list=$(unzip -Z1 "artifacts/packages/$tool")
for entry in README.md icon.png tools/net10.0/any/DotnetToolSettings.xml tools/net10.0/any/CpuFacility{,.Interop,.Tool}.dll; do
  grep -qxF "$entry" <<< "$list" || fail "CpuFacility.Tool holds no $entry"
done
settings=$(unzip -p "artifacts/packages/$tool" tools/net10.0/any/DotnetToolSettings.xml)
grep -q '<Command Name="cpufacility"' <<< "$settings" || fail "CpuFacility.Tool does not make the command cpufacility"
# What a feed shows of a package.
for package in "${packages[@]}" CpuFacility.Tool; do
  specification=$(unzip -p "artifacts/packages/$package.$version.nupkg" "$package.nuspec")
  for element in '<license type="expression">MIT</license>' '<icon>icon.png</icon>' '<readme>README.md</readme>' '<tags>cpu '; do
    grep -qF "$element" <<< "$specification" || fail "$package does not state $element"
  done
done
echo "packages: ${packages[*]} CpuFacility.Tool $version"
