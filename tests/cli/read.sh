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

# What a page says of its article, beside and without meta elements.
page() { printf '<!doctype html><html dir="ltr"><head>%s</head><body>%s</body></html>\n' \
    "$1" "$2" >page.html; expect 0 "$stet" read --flat page.html; }
text='<p>The fog came in at seven and stayed. Nobody on the quay could see the boat.</p>'

page '<title>Fog on the quay - The Harbour Post</title>' "<h1>Fog on the quay</h1>
<p class=\"byline\">By <a rel=\"author\" href=\"/ann\">Ann Lee</a></p>
<div class=\"sidebar\"><time datetime=\"2001-01-01\">then</time></div>
<span class=\"entry-date\">Posted on 3 May 2021</span>$text
<a rel=\"license\" href=\"https://creativecommons.org/licenses/by-nc/4.0/\">free</a>"
flat 'headline="Fog on the quay"' 'authors=["Ann Lee"]' 'byline="Ann Lee"' \
    'published="2021-05-03"' 'licence="CC BY-NC 4.0"' 'direction="ltr"'

page '<title>The Harbour Post</title><meta property="og:title" content="Fog on the quay | The Harbour Post">
<meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="admin"><meta name="author" content="Ann Lee">
<meta name="author" content="Bo Ek"><meta name="dc.creator" content="Cy"><meta name="dc.date.issued" content="2020-02-03">' \
    "<h1>The Harbour Post</h1>$text"
flat 'headline="Fog on the quay"' 'authors=["Ann Lee", "Bo Ek"]' 'published="2020-02-03"'

page '<title>Fog</title><link rel="canonical" href="https://post.example/2019/04/03/fog">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle",
"headline": "Fog on the quay", "author": [{"name": "Ann Lee"}, "Bo Ek"],
"publisher": {"name": "The Harbour Post"}}]}</script>' "$text"
flat 'headline="Fog on the quay"' 'authors=["Ann Lee", "Bo Ek"]' \
    'publisher="The Harbour Post"' 'published="2019-04-03"'

# JSON-LD names the writer by an @id elsewhere in it; it is heard before a meta element.
page '<title>Fog</title><meta name="author" content="The Harbour Post, Ardmouth, Scotland">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Fog",
"author": {"@id": "#ann"}, "publisher": {"name": "Harbour Post"}},
{"@type": "Person", "@id": "#bo", "name": "Bo Ek"},
{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>' "$text"
flat 'authors=["Ann Lee"]' 'byline="Ann Lee"'

# A house, its address and a firm are no authors of their own page; a part of a class tells.
page '<title>Fog</title><meta property="og:site_name" content="Harbour Post">
<meta name="author" content="The Harbour Post, Ardmouth, Scotland">' "$text"
flat 'authors=[]' 'byline=null'
page '<title>Fog</title><meta name="author" content="Quay Media Ltd">' \
    "<div class=\"c-intro__author\"><span>By</span> Ann Lee</div>
<p class=\"authority-note\">Bo Ek</p>$text"
flat 'authors=["Ann Lee"]'

page '<title>Fog</title>' "<div class=\"head article_autor\">Bo Ek</div>$text"
flat 'authors=["Bo Ek"]'

# The class says which paragraph is the standfirst, in a fragment too.
printf '<h1>Fog on the quay</h1><p class="entry chapo">Nobody could see the boat.</p>%s' \
    "$text" >page.html
expect 0 "$stet" read --flat page.html
flat 'standfirst="Nobody could see the boat."' 'paragraphs=1'

# Nothing of that is taken from what stands beside the article, or cannot be read.
page '<title>Fog on the quay</title><script type="application/ld+json">{"@type": </script>' \
    "$text<div class=\"comment\"><span class=\"author\">Cy Day</span>
<time datetime=\"2021-05-03\"></time></div><span class=\"author\">https://post.example/</span>"
flat 'headline="Fog on the quay"' 'authors=[]' 'published=null'

printf '' >empty.md
expect 0 "$stet" read --flat empty.md
flat 'headline=null' 'authors=[]' 'paragraphs=0' 'text=""'

# kinds KIND...: exactly these notices, in the order of the article
kinds() {
    count=$((count + 1))
    python3 -c 'import json, sys
got = [n["kind"] for n in json.load(open("out"))["notices"]]
print("    notices", *got)
sys.exit(got != sys.argv[1:])' "$@" >kinds.txt || {
        fail "notices are not: $*"
        cat kinds.txt
    }
}

expect 0 "$stet" read --flat "$here/../../examples/article.md"
kinds newsletter provenance author_bio image_credit disclaimer.liability permission \
    notice.copyright

real=$STET_CORPUS/articles/syndicated.md
if [ -f "$real" ]; then
    expect 0 "$stet" read --flat "$real"
    flat 'headline="Port of Ardmouth Will Not Join the Northern Cable Scheme, Minister Confirms"' \
        'authors=["Maren Oyelaran"]' 'publisher="Harbour Dispatch"' 'published="2025-03-14"' \
        'published_precision="day"' 'axes.region=["Europe", "North Sea"]' \
        'axes.theme=["Energy", "Coastal Trade"]' 'series="CABLE CORRIDOR"' 'paragraphs=9'
    kinds translation_offer newsletter share_cta follow_cta repost_invitation donation \
        note_to_readers share_cta follow_cta repost_invitation provenance author_bio \
        image_credit comments_cta membership more_by_author disclaimer.liability permission \
        contact.licensing notice.copyright fair_use contact.media
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
