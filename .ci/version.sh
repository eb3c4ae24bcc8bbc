#!/usr/bin/env bash
# version.sh: the version of the packages, which MinVer takes from the tags of the repository.
set -euo pipefail
dotnet msbuild src/CpuFacility/CpuFacility.csproj -target:MinVer -getProperty:MinVerVersion
