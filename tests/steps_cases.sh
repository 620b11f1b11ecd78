#!/bin/sh
# SPDX-License-Identifier: MIT
# Golden cases of the steps: tests/cases/<step>/<what-is-special>/
#
#   pipeline.yaml    in.*         what is run on what
#   out.<ext>        the one output of that extension, byte for byte
#   findings         "rule status effect evidence" of each finding, in order
#   error            instead of both: texts that `stet check` must say
#
# Every case that writes Markdown is run again over its own output, which must not change.
# With STET_GOLDEN=write the expectations are written afresh, to be read before a commit.
set -u
stet=$abs_top_builddir/stet
cases=$abs_top_srcdir/tests/cases
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
fails=0
count=0

fail() {
    fails=$((fails + 1))
    printf 'FAILED: %s\n' "$*"
}

# The findings of a --json line, one a line.
findings() {
    "$PYTHON" -c '
import json, sys
for line in sys.stdin:
    for f in json.loads(line).get("findings", []):
        print(" ".join((f["rule"], f.get("status") or "-", f["effect"], f.get("evidence") or "-")).rstrip())
'
}

check_error() {
    "$stet" check "$1/pipeline.yaml" >"$scratch/said" 2>&1
    got=$?
    [ $got -eq 78 ] || fail "$1: check ended with $got, wanted 78"
    while IFS= read -r text; do
        grep -qF -- "$text" "$scratch/said" || {
            fail "$1: nothing says: $text"
            sed 's/^/    /' "$scratch/said"
        }
    done <"$1/error"
}

# Compare a file with what is expected, or write the expectation.
compare() {
    if [ "${STET_GOLDEN:-}" = write ]; then
        cp "$2" "$1"
    elif ! cmp -s "$1" "$2"; then
        fail "$1 differs"
        diff -u "$1" "$2" | head -40
    fi
}

run_case() {
    rm -rf "$scratch/out" "$scratch/again"
    "$stet" run "$1/pipeline.yaml" --json --quiet -o "$scratch/out" "$1"/in.* \
        >"$scratch/json" 2>"$scratch/said"
    got=$?
    [ $got -le 1 ] || {
        fail "$1: run ended with $got"
        sed 's/^/    /' "$scratch/said"
        return
    }
    for made in "$scratch"/out/*; do
        ext=${made##*.}
        [ "${STET_GOLDEN:-}" = write ] || [ -f "$1/out.$ext" ] || continue
        compare "$1/out.$ext" "$made"
    done
    for want in "$1"/out.*; do
        set -- "$1" "$scratch"/out/*."${want##*.}"
        [ -f "$2" ] || fail "$want: there is no such output"
    done
    findings <"$scratch/json" >"$scratch/findings"
    [ -s "$scratch/findings" ] || [ -f "$1/findings" ] && compare "$1/findings" "$scratch/findings"
    for made in "$scratch"/out/*.md; do
        [ -f "$made" ] || continue
        "$stet" run "$1/pipeline.yaml" --quiet -o "$scratch/again" "$made" >/dev/null 2>&1
        cmp -s "$made" "$scratch/again/$(basename "$made")" ||
            fail "$1: a second run over its own Markdown changes it"
    done
}

PYTHON=${PYTHON:-python3}
command -v "$PYTHON" >/dev/null 2>&1 || exit 77
[ -f "$abs_top_builddir/.libs/stet-markdown.so" ] || exit 77
for step in terms fields disclaimer share attribution html jsonld rss text; do
    for case in "$cases/$step"/*/; do
        case=${case%/}
        [ -f "$case/pipeline.yaml" ] || continue
        count=$((count + 1))
        if [ -f "$case/error" ]; then
            check_error "$case"
        else
            run_case "$case"
        fi
    done
done
printf '%s cases, %s failed\n' "$count" "$fails"
[ "$fails" -eq 0 ] && [ "$count" -ge 21 ]
