#!/bin/sh
# SPDX-License-Identifier: MIT
# stet read on the example article and, where it is beside the tree, on the real one.
. "${srcdir:-.}/tests/cli/lib.sh"

cat >flat.py <<'PY'
import json, sys
r = json.load(open("out"))
for line in sys.argv[1:]:
    key, _, want = line.partition("=")
    value = r
    for part in key.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    if value != json.loads(want):
        sys.exit("%s is %s, wanted %s" % (key, json.dumps(value, ensure_ascii=False), want))
PY
flat() { count=$((count + 1)); python3 flat.py "$@" || fail "flat: $*"; }

expect 0 "$stet" read --flat "$abs_top_srcdir/examples/article.md"
flat 'headline="River Towns Agree on a Common Ferry Timetable"' \
    'authors=["Ana Ruiz", "Tom Becker"]' 'publisher="Harbour Courier"' \
    'published="2025-05-06"' 'published_precision="day"' 'paragraphs=4' \
    'axes.region=["Northern Coast", "Islands"]' 'axes.theme=["Transport", "Public Services"]'
says out "have set aside a quarrel"

expect 0 "$stet" read "$abs_top_srcdir/examples/article.md"
cp out once.json
expect 0 "$stet" read --bare once.json
same out once.json

printf '' >empty.md
expect 0 "$stet" read --flat empty.md
flat 'headline=null' 'authors=[]' 'paragraphs=0' 'text=""'

real=$STET_CORPUS/articles/syndicated.md
if [ -f "$real" ]; then
    expect 0 "$stet" read --flat "$real"
    flat 'headline="Port of Ardmouth Will Not Join the Northern Cable Scheme, Minister Confirms"' \
        'authors=["Maren Oyelaran"]' 'publisher="Harbour Dispatch"' 'published="2025-03-14"' \
        'published_precision="day"' 'axes.region=["Europe", "North Sea"]' \
        'axes.theme=["Energy", "Coastal Trade"]' 'series="CABLE CORRIDOR"' 'paragraphs=9'
    says out "For three years planners have argued"
    python3 - <<'PY' || fail "furniture stands in the body"
import json
text = json.load(open("out"))["text"]
for words in ("weekly letter", "share button", "Keep the Lamp Lit", "originally published",
              "Featured image", "sole responsibility", "press questions", "Become a Friend"):
    assert words not in text, words
assert text.startswith("In a radio interview") and text.endswith("live with the outcome.")
PY
else
    echo "skipped: the real article is not beside the tree"
fi
done_testing
