#!/bin/sh
# SPDX-License-Identifier: MIT
# 148 real Hugo articles through a pipeline with all steps: no failure, the same for one thread
# and two, Markdown of its own Markdown the same, and a stamp that changes no other byte.
. "${srcdir:-.}/tests/cli/lib.sh"
corpus=$STET_CORPUS/corpus/digitalgov
[ -d "$corpus" ] || { echo "skipped: the corpus is not beside the tree"; exit 77; }

cat >all.yaml <<'YAML'
stet: 1
pipelines:
  main:
    fail_on: never
    steps:
      - use: article.structure
      - use: text.stats
      - use: slug
      - use: terms
        with: { words: [ government, "social media" ], effect: observe }
      - use: disclaimer.stamp
        with: { id: views, text: "Views are those of {{ byline | default: 'the author' }}." }
      - use: share.links
        with: { url: "https://digital.example/{{ slug }}", networks: [ email, mastodon ] }
      - use: attribution.check
        with: { require: [ source, copyright, hyperlink ] }
    out:
      - { use: write.html, to: "{{ stem }}.html" }
      - { use: write.markdown, to: "{{ stem }}.md" }
      - { use: write.json, to: "{{ stem }}.json" }
      - { use: write.jsonld, to: "{{ stem }}.jsonld" }
      - { use: write.text, to: "{{ stem }}.txt" }
      - { use: write.rss, to: feed.xml, with: { title: D, link: "https://digital.example", description: D } }
      - { use: write.jsonl, to: all.jsonl }
  stamp:
    steps:
      - use: disclaimer.stamp
        with: { id: views, text: "Stamped by the house." }
    out:
      - { use: write.markdown, to: "{{ stem }}.md" }
YAML
expect 0 "$stet" run all.yaml "$corpus" -o one -j1 --now 1762000000
says err "148 articles: 148 ok"
expect 0 "$stet" run all.yaml "$corpus" -o two -j2 --now 1762000000
expect 0 diff -r -x .stet-state one two

mkdir md && cp one/*.md md
expect 0 "$stet" run all.yaml md -o three --now 1762000000
count=$((count + 1))
for f in md/*.md; do
    cmp -s "$f" "three/$(basename "$f")" || { fail "$f changes in a second run"; break; }
done

# the stamp only adds: the source is what remains when two insertions are taken out
expect 0 "$stet" run all.yaml:stamp "$corpus" -o stamped
cat >added.py <<'PY'
import os, sys

def inserts(middle, rest):
    """rest is middle with one run of bytes put in at one more place, or around it."""
    if middle in rest:
        return True
    ahead = len(os.path.commonprefix([middle, rest]))
    return rest.endswith(middle[ahead:])

for name in sorted(os.listdir(sys.argv[1])):
    before = open(os.path.join(sys.argv[1], name), "rb").read()
    after = open(os.path.join(sys.argv[2], name), "rb").read()
    first = len(os.path.commonprefix([before, after]))
    last = len(os.path.commonprefix([before[first:][::-1], after[first:][::-1]]))
    middle = before[first:len(before) - last]
    rest = after[first:len(after) - last]
    if not inserts(middle, rest) or after.count(b"Stamped by the house.") != 1:
        sys.exit("%s: another byte changed near %d" % (name, first))
PY
expect 0 python3 added.py "$corpus" stamped
done_testing
