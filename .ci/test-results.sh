#!/usr/bin/env bash
# test-results.sh sum FOLDER          prints "PASSED FAILED" over all trx files
# test-results.sh counts FOLDER       prints what tests say of themselves: how many recorded cases of each kind agreed, how many files were compared
# test-results.sh check-skips FOLDER  fails on a skipped test, except for what this machine cannot have: the shared folder where that is missing,
#                                     KVM where there is no device, and x86 on other machines
set -euo pipefail
shopt -s nullglob
files=("$2"/*.trx)
case $1 in
  sum)
    [[ ${#files[@]} -gt 0 ]] || { echo "0 0"; exit 0; }
    cat "${files[@]}" | awk '
      function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
      /<Counters / { passed += value("passed"); failed += value("failed") + value("error") + value("timeout") + value("aborted") }
      END { print passed + 0, failed + 0 }'
    ;;
  counts)
    # A law's output is the same for all; the others count what they compared.
    cat "${files[@]}" | awk '
      /<StdOut>/ { inside = 1; sub(/.*<StdOut>/, "") }
      inside {
        line = $0
        last = sub(/<\/StdOut>.*/, "", line)
        if (line !~ /^(\[xUnit.*|Ok, passed [0-9]+ tests?\.)?$/) { print "  " line }
        if (last) { inside = 0 }
      }'
    ;;
  check-skips)
    [[ ${#files[@]} -gt 0 ]] || { echo "no test results in $2"; exit 1; }
    allowed=0
    [[ -d ../shared ]] || allowed=1
    no_kvm=0
    { : <> /dev/kvm; } 2> /dev/null || no_kvm=1
    no_x86=0
    [[ $(uname -m) == x86_64 ]] || no_x86=1
    cat "${files[@]}" | awk -v allowed="$allowed" -v no_kvm="$no_kvm" -v no_x86="$no_x86" 'BEGIN { RS = "<UnitTestResult " }
      /outcome="NotExecuted"/ {
        match($0, /testName="[^"]*"/)
        name = substr($0, RSTART + 10, RLENGTH - 11)
        if (allowed && index($0, "../shared")) { missing++ }
        else if (no_kvm && index($0, "This machine has no KVM that may be used")) { kvm++ }
        else if (no_x86 && index($0, "This machine is not Linux on x86")) { x86++ }
        else { print "skipped: " name; bad = 1 }
      }
      END {
        if (missing) print missing " tests were skipped because ../shared is missing"
        if (kvm) print kvm " tests were skipped because this machine has no KVM"
        if (x86) print x86 " tests were skipped because this machine is not x86"
        exit bad
      }'
    ;;
esac
