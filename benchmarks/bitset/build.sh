#!/usr/bin/env bash
# build.sh OUTPUT: compiles the peer in C++ for this machine. Set CPUFACILITY_BITSET to OUTPUT's absolute path for the benchmarks to use it.
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: build.sh OUTPUT" >&2; exit 2; }
command -v g++ > /dev/null || { echo "build.sh needs g++" >&2; exit 2; }
exec g++ -O3 -march=native -std=c++20 -shared -fPIC -o "$1" "$(dirname "${BASH_SOURCE[0]}")/bitset.cpp"
