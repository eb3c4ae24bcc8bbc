#!/usr/bin/env bash
# docs.sh: each block of C# in docs/ stands word for word in the file that the line before it names, which is compiled and run elsewhere.
set -euo pipefail
count=0
for page in docs/*.md; do
  awk -v page="$page" '
    /^<!-- from: .* -->$/ { source = $3; next }
    /^```csharp$/ { if (source == "") { print page ": a block of C# does not say where it is from"; exit 1 } inside = 1; block = ""; next }
    inside && /^```$/ {
      text = ""
      while ((getline line < source) > 0) text = text line "\n"
      close(source)
      if (block == "" || index(text, block) == 0) { print page ": " source " has no such lines:\n" block; exit 1 }
      inside = 0; source = ""; print page; next
    }
    inside { block = block $0 "\n"; next }
    { source = "" }
  ' "$page" > "${TMPDIR:-/tmp}/docs-blocks.$$" || { cat "${TMPDIR:-/tmp}/docs-blocks.$$"; rm "${TMPDIR:-/tmp}/docs-blocks.$$"; exit 1; }
  count=$((count + $(wc -l < "${TMPDIR:-/tmp}/docs-blocks.$$")))
  rm "${TMPDIR:-/tmp}/docs-blocks.$$"
done
[[ $count -gt 0 ]] || { echo "docs/ has no block of C#"; exit 1; }
for link in $(grep -ohE '\]\((docs|samples|src|tests)/[^)#]+' README.md CONTRIBUTING.md ARCHITECTURE.md | cut -c3-); do
  [[ -e $link ]] || { echo "there is no $link"; exit 1; }
done
for page in docs/*.md; do
  for link in $(grep -ohE '\]\([^)#:]+\)' "$page" | sed 's/^](//; s/)$//'); do
    [[ -e docs/$link ]] || { echo "$page: there is no $link"; exit 1; }
  done
done
echo "$count blocks of C# in docs/"
