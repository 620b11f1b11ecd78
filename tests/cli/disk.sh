#!/bin/sh
# SPDX-License-Identifier: MIT
# A disk that fills up in the middle of a run, files that may not grow, stdout that is closed.
. "$srcdir/tests/cli/lib.sh"

cat >p.yaml <<'END'
stet: 1
steps: [ { use: article.structure }, { use: slug } ]
out:
  - { use: write.html, to: "{{ slug }}.html" }
  - { use: write.json, to: "{{ slug }}.json" }
END
cat >lines.yaml <<'END'
stet: 1
out: [ { use: write.jsonl, to: "-" } ]
END
mkdir in disk
i=0
while [ $i -lt 60 ]; do
    printf '# Number %d\n\nThe quay is wet.\n' $i >in/$i.md
    i=$((i + 1))
done
awk 'BEGIN { print "# Large\n"; for (i = 0; i < 9000; i++) print "The quay is wet today.\n" }' >in/large.md

# no part of an article without the other, nothing half, no temporary file left
whole() {
    for f in "$1"/*.html; do
        [ -e "$f" ] || continue
        count=$((count + 1))
        tail -n 1 "$f" | grep -q '</html>' || fail "$f is cut"
        [ -e "${f%.html}.json" ] || fail "$f stands without its other output"
    done
    count=$((count + 1))
    [ -z "$(find "$1" -name '.stet-part-*')" ] || fail "parts are left in $1"
}

# Files may not grow over 64 KiB: the large article fails, the others stand.
(
    ulimit -f 64
    "$stet" run p.yaml in -o capped >out 2>err
)
[ $? -ne 0 ] || fail "a write that failed did not count"
says err "File too large"
whole capped
[ ! -e capped/large.html ] || fail "the large article has half its outputs"
count=$((count + 1))
expect 0 "$stet" run p.yaml in -o capped --resume
[ "$(find capped -name '*.html' | wc -l)" -eq 61 ] || fail "--resume left articles out"
whole capped

if mount -t tmpfs -o size=96k none disk 2>/dev/null; then
    trap 'cd /; umount "$scratch/disk"; rm -rf "$scratch"' EXIT
    "$stet" run p.yaml in -o disk >out 2>err
    [ $? -ne 0 ] || fail "a full disk went unnoticed"
    says err "No space left on device"
    says err "--resume"
    whole disk
    mount -o remount,size=8m disk
    expect 0 "$stet" run p.yaml in -o disk --resume
    [ "$(find disk -name '*.json' | wc -l)" -eq 61 ] || fail "--resume left articles out"
    whole disk
else
    echo "a full disk is not tried: no right to mount one"
fi

"$stet" run lines.yaml in >&- 2>err
[ $? -ne 0 ] || fail "a closed stdout went unnoticed"
says err "standard output"
done_testing
