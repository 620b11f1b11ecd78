#!/bin/sh
# SPDX-License-Identifier: MIT
# lang.detect: the language of articles that do not state it, and no word where it is not sure.
. "$srcdir/tests/cli/lib.sh"
"$stet" plugins inspect lang.detect >/dev/null 2>&1 || {
    echo "lang.detect was not built: skipped"
    exit 77
}
cat >p.yaml <<'END'
stet: 1
steps: [ { use: article.structure }, { use: lang.detect } ]
out: [ { use: write.jsonl, to: "-" } ]
END

# the article's language as the run sees it
language() {
    "$stet" run p.yaml "$1" 2>err | python3 -c '
import json, sys
said = json.load(sys.stdin)["fields"].get("language", [])
print(" ".join(f["value"] + "/" + f["confidence"] for f in said) or "none")'
}
is() {
    count=$((count + 1))
    got=$(language "$1")
    [ "$got" = "$2" ] || fail "$1 is $got, wanted $2"
}

for lang in en de fr es; do
    for f in "$abs_top_srcdir/tests/corpus/furniture/$lang"-clean-[1-9].md; do
        is "$f" "$lang/inferred"
    done
done

printf '# Kurz\n\nZu wenig Text.\n' >short.md
is short.md none
printf -- '---\ntitle: T\nlang: fr\n---\n\n%s\n' "$(tail -n +2 "$abs_top_srcdir/tests/corpus/furniture/en-clean-1.md")" >stated.md
is stated.md fr/asserted

# a second run over its own result changes nothing
"$stet" run p.yaml "$abs_top_srcdir/tests/corpus/furniture/de-clean-1.md" >first.jsonl 2>err
"$stet" run p.yaml first.jsonl >second.jsonl 2>err
same first.jsonl second.jsonl

printf 'stet: 1\nsteps: [ { use: lang.detect, with: { languages: [ en, xx ] } } ]\n' >bad.yaml
expect 78 "$stet" check bad.yaml
says err "no fingerprint of 'xx'"
says err "bad.yaml:2:"
printf 'stet: 1\nsteps: [ { use: lang.detect, with: { fingerprints: /nowhere } } ]\n' >bad.yaml
expect 78 "$stet" check bad.yaml
says err "/nowhere/fpdb.conf"
printf 'stet: 1\nsteps: [ { use: lang.detect, with: { languages: [] } } ]\n' >bad.yaml
expect 78 "$stet" check bad.yaml
done_testing
