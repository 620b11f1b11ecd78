#!/bin/sh
# SPDX-License-Identifier: MIT
# Interrupts and deaths: SIGINT finishes what is in hand and says what was not done; kill -9
# leaves whole files only, and --resume does the rest.
. "${srcdir:-.}/tests/cli/lib.sh"

cat >p.yaml <<'YAML'
stet: 1
pipelines:
  main:
    steps: [ { use: article.structure }, { use: slug } ]
    out: [ { use: write.html, to: "{{ stem }}.html", with: { document: fragment } } ]
YAML
mkdir in
awk 'BEGIN { for (i = 0; i < 3000; i++) { f = sprintf("in/%05d.md", i);
    printf "# Article %d\n\n", i > f; for (k = 0; k < 200; k++) print "A line of text.\n" > f; close(f) } }'

# what an undisturbed run writes
expect 0 "$stet" run p.yaml in -o whole -q

run_and() { # signal, folder: start a run, send the signal once it has written something
    "$stet" run p.yaml in -o "$2" -j2 >out 2>err </dev/null &
    pid=$!
    for i in $(seq 200); do
        [ -n "$(ls "$2" 2>/dev/null | head -1)" ] && break
        sleep 0.01
    done
    # libtool's wrapper replaces itself by the program: the number stays
    kill -"$1" $pid 2>/dev/null
    wait $pid
    status=$?
}

run_and INT cut
[ $status -eq 130 ] || [ $status -eq 0 ] || fail "an interrupt ended with $status"
[ $status -eq 0 ] || says err "interrupted"
ls -a cut >names
lacks names .stet-part
expect 0 "$stet" run p.yaml in -o cut --resume
expect 0 diff -r -x .stet-state whole cut

for round in 1 2 3; do
    run_and KILL killed
    count=$((count + 1))
    for f in killed/*.html; do
        [ -e "$f" ] || break
        cmp -s "$f" "whole/$(basename "$f")" || { fail "$f is torn"; break; }
    done
done
expect 0 "$stet" run p.yaml in -o killed --resume
expect 0 diff -r -x .stet-state whole killed
ls -a killed >names
lacks names .stet-part
done_testing
