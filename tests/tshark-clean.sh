#!/usr/bin/env bash
# Exports the capture of every lesson and lets tshark judge it: nothing malformed, every checksum
# right, no expert note of warning level or above. One warning is not a fault but the subject of a
# lesson: that a reset ends the connection.
#
#   tests/tshark-clean.sh path/to/wireglass
set -euo pipefail

program=${1:?usage: tests/tshark-clean.sh path/to/wireglass}
command -v tshark >/dev/null || {
  echo "tshark is missing: run \`sudo apt-get install tshark\`" >&2
  exit 1
}

captures=$(mktemp -d)
trap 'rm -rf "$captures"' EXIT

# 6291456 is PI_WARN.
dirty='_ws.malformed || (_ws.expert.severity >= 6291456 && !tcp.connection.rst)'
passed=0
failed=0

lessons=$("$program" lessons --json |
  node -e 'let s = ""; process.stdin.on("data", (d) => (s += d)).on("end", () => JSON.parse(s).lessons.forEach((l) => console.log(l.id)))')
[ -n "$lessons" ] || {
  echo "\`wireglass lessons --json\` lists no lesson" >&2
  exit 1
}

for lesson in $lessons; do
  capture="$captures/$lesson.pcapng"
  if ! "$program" run "$lesson" --pcap "$capture" >/dev/null; then
    echo "$lesson: \`wireglass run\` failed"
    failed=$((failed + 1))
    continue
  fi
  packets=$(tshark -r "$capture" -T fields -e frame.number 2>/dev/null | wc -l)
  found=$(tshark -r "$capture" -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE -Y "$dirty" 2>&1 |
    grep -v 'Running as user' || true)
  if [ -n "$found" ] || [ "$packets" -eq 0 ]; then
    echo "$lesson: $packets packets, tshark complains:"
    echo "$found"
    failed=$((failed + 1))
  else
    echo "$lesson: $packets packets, clean"
    passed=$((passed + 1))
  fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
