#!/usr/bin/env bash
# readme-block.sh NAME FILE: the lines of the fenced block after the line <!-- NAME --> of a Markdown file.
set -euo pipefail
awk -v marker="<!-- $1 -->" '
  $0 == marker { armed = 1; next }
  armed && /^```/ { if (inside) { done = 1; exit } inside = 1; next }
  inside { print }
  END { if (!done) exit 1 }
' "$2" || { echo "$2 has no fenced block after <!-- $1 -->" >&2; exit 1; }
