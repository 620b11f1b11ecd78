#!/bin/sh
# SPDX-License-Identifier: MIT
# stet check: a file with eleven different mistakes names all eleven, each with its place.
. "${srcdir:-.}/tests/cli/lib.sh"

cat >eleven.yaml <<'YAML'
stet: 1

vars: { site: { name: Herald } }

pipelines:
  main:
    fail_on: maybe
    steps:
      - use: article.structur
      - use: attribution.check
        with: { requires: [ source ] }
      - use: disclaimer.stamp
        with: { text: "By {{ headlin }}.", placement: ende }
      - use: text.stats
        with: { words_per_minute: 1 }
      - use: slug
        when: words > "many"
      - use: share.links
        with: { url: "${site.adress}/x" }
      - run: normalise
      - use: text.stats
        on_eror: skip
    out:
      - use: write.html
        to: "same-name.html"
YAML
expect 78 "$stet" check eleven.yaml
for place in 7: 9: 11: 13: 15: 17: 19: 20: 22: 25:; do
    says err "eleven.yaml:$place"
done
says err "did you mean 'article.structure'"
says err "did you mean 'require'"
says err "did you mean 'end'"
says err "did you mean 'on_error'"
says err "11 errors"
says err "Not runnable"
lacks err OK
lacks out OK

printf 'stet: 1\npipelines:\n  main:\n    steps:\n      - use: article.structure\n' >good.yaml
expect 0 "$stet" check good.yaml
says out "good.yaml: OK"
expect 0 "$stet" check --plan good.yaml
says out "article.structure"
expect 78 "$stet" check --json eleven.yaml
python3 -c 'import json; ls=[json.loads(l) for l in open("out")]; assert len(ls) >= 11; assert all(l["line"] for l in ls)' ||
    fail "--json does not hold the eleven"
# A data file is checked by the step that reads it.
cat >house.yaml <<'YAML'
catalogue: herald
language: en
notices:
  opinion:
    kind: disclaimer.opinon
    text: "Views of {{ bylin }}."
YAML
expect 78 "$stet" check house.yaml
says err "house.yaml:5:11"
says err "did you mean 'disclaimer.opinion'"
says err "house.yaml:6:24"
sed -i 's/opinon/opinion/; s/bylin /byline /' house.yaml
expect 0 "$stet" check house.yaml
says out "house.yaml: OK"
expect 66 "$stet" check nowhere.yaml
: >empty.yaml
expect 78 "$stet" check empty.yaml
expect 78 "$stet" check good.yaml eleven.yaml
done_testing
