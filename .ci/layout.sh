#!/usr/bin/env bash
# What no tracked file may hold.
set -euo pipefail
bad=0

# Outside a repository every search below would find nothing, and so nothing wrong.
git ls-files --error-unmatch CpuFacility.sln > /dev/null

report() {
  echo "$1"
  bad=1
}

# Folders of one machine. The patterns are in brackets so that this file does not match itself.
if git grep -nIE '(^|[^A-Za-z0-9_.])/(wor[k]|roo[t]|hom[e])/[A-Za-z0-9_.]' -- . ; then
  report "the lines above name a folder of one machine"
fi
if git grep -nIE 'https?://' -- '*nuget.config' '*NuGet.config'; then
  report "a nuget.config names a package source on the net"
fi
if git grep -nIE 'api[.]nuget[.]or[g]' -- .; then
  report "the lines above name a registry host"
fi
while IFS= read -r file; do
  lines=$(wc -l < "$file")
  [[ $lines -lt 300 ]] || report "$file has $lines lines; a file stays under 300"
done < <(git ls-files 'src/*.cs' 'tests/*Tests/*.cs' 'tests/Shared/*.cs' 'tests/CpuFacility.Aot/*.cs' 'benchmarks/*.cs' 'samples/*.cs')
git ls-files --error-unmatch artifacts/packages/.gitkeep > /dev/null || report "the folder feed is not kept present"
exit "$bad"
