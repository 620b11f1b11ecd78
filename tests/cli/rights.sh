#!/bin/sh
# SPDX-License-Identifier: MIT
# stet rights: the table of duties, what articles state, licences, bad files, and what
# attribution.fix makes of an article.
. "${srcdir:-.}/tests/cli/lib.sh"
command -v python3 >/dev/null || {
    echo "python3 is missing"
    exit 77
}
top=${abs_top_srcdir:-$(cd "$here/../.." && pwd)}
cases=$top/tests/cases/rights

expect 0 python3 "$top/tests/rights_cases.py" "$stet" "$cases"/*.txt
expect 0 python3 "$top/tests/rights_fix.py" "$stet" "$cases"/*.txt
expect 0 python3 "$top/tests/rights_stated.py" "$stet" "$cases/stated"
expect 0 python3 "$top/tests/rights_licences.py" "$stet"
expect 0 python3 "$top/tests/rights_kit.py" "$stet" "$top"

# every mistake of a policy and of a context, with its place
expect 0 python3 "$top/tests/rights_bad.py" "$stet" "$cases/bad/policies.txt"
expect 78 "$stet" check "$cases/bad-policy.yaml"
for text in "did you mean 'hosts'" "no licence that is known" "did you mean 'republish'" \
    "did you mean 'community'" "true or false is wanted" "did you mean 'credit-author'" \
    "did you mean 'article'" "delay needs 'hours'" "'soon' is not a date" \
    "no country or region" "mention does not look at 'hours'" "did you mean 'otherwise'" \
    "11 errors, 1 warning"; do
    says err "$text"
done
expect 78 "$stet" rights "$cases/fix/article.md" --policy harbour-dispatch \
    --context "$cases/bad-context.yaml"
for text in "'yesterday' is no date" "did you mean 'url'" "name of an author is wanted" \
    "'radio' is no medium" "'repost' is no use" "'commercial' is true or false" \
    "did you mean 'facts'"; do
    says err "$text"
done
printf 'policy:\n  grants:\n    - {action: republish, duties: [{do: link, to: artcle, visible: maybe, media: webb}]}\n' >p3.yaml
expect 78 "$stet" check p3.yaml # all mistakes of one duty
for text in "did you mean 'article'" "true, false or any is wanted" "did you mean 'web'" "3 errors"; do
    says err "$text"
done
expect 78 "$stet" rights "$cases/fix/article.md" --policy nobody
says err "no conditions of 'nobody'"
expect 66 "$stet" rights nowhere.md
expect 66 "$stet" rights "$cases/fix/article.md" --context nowhere.yaml
expect 78 "$stet" rights "$cases/fix/article.md" --into CC-BY-9
says err "no licence that is known"

# a policy as ODRL, of an article and of a file
printf '# Head\n\nA text about the sea.\n\n%s\n' \
    "This article may be republished by non-commercial sites provided that the source is credited." >a.md
expect 0 "$stet" rights a.md --show-policy --odrl
says out '"action":"attribute"'
says out '"leftOperand":"purpose","operator":"neq","rightOperand":"commercial"'
expect 0 "$stet" rights a.md --show-policy --odrl --policy "$top/plugins/attribution/policy-propublica.yaml"
says out '"inheritFrom":"https://creativecommons.org/licenses/by-nc-nd/3.0/us/"'
python3 -c 'import json,sys; json.load(open("out"))' || fail "ODRL is no JSON"

# hosts of the house that lead elsewhere
printf 'shorteners:\n  - { host: sluice.link }\nresolvers:\n  - { host: id.sluice.example, name: Sluice }\n' >house.yaml
expect 0 "$stet" check house.yaml
printf 'resolvers:\n  - { hst: id.sluice.example }\n' >wrong.yaml
expect 78 "$stet" check wrong.yaml
says err "did you mean 'host'"
for more in "" ", hosts: [house.yaml]"; do
    cat >p.yaml <<YAML
stet: 1
pipelines:
  main:
    steps: [{ use: attribution.check, with: { require: [hyperlink],
      source: { name: Sluice, hosts: [sluice.example] }$more } }]
    out: [{ use: write.json, to: "{{ id }}.json" }]
YAML
    printf '# Head\n\nText.\n\nFirst published by [Sluice](https://sluice.link/a).\n' >l.md
    "$stet" run p.yaml l.md -o linked --json >out 2>err
    says out "hyperlink-$(test -z "$more" && echo missing || echo unverifiable)"
done

# all conditions that come with stet can be read
for file in "$top"/plugins/attribution/policy-*.yaml; do
    expect 0 "$stet" check "$file"
done

# the rows as JSON: places of duties, null for rows that are none
expect 1 "$stet" rights a.md --json
python3 - out <<'EOF' || fail "the rows are not as they should be"
import json, sys
rows = json.load(open(sys.argv[1]))
assert [(r["duty"], r["at"]) for r in rows] == [("audience", None), ("credit-source", 0)], rows
for row in rows:
    assert {"duty", "at", "status", "why", "evidence", "do"} <= set(row), row
    assert row["status"] in ("satisfied", "violated", "unverifiable", "not-applicable"), row
EOF

# what is not known can be declared
expect 1 "$stet" rights a.md --policy propublica
says out "-> declare original.authors in the context"
says out "-> give the original article"

# the table for persons, and what fix adds
expect 1 "$stet" rights "$cases/fix/article.md" --policy "$cases/fix/policy.yaml"
says out "Not as it stands"
expect 0 "$stet" run "$cases/fix/pipeline.yaml" "$cases/fix/article.md" -o fixed
expect 0 "$stet" run "$cases/fix/pipeline.yaml" fixed/*.md -o again
for file in fixed/*.md; do
    expect 0 "$stet" rights "$file" --policy "$cases/fix/policy.yaml" --context \
        "$cases/fix/context.yaml" --original "$cases/fix/original.md"
    says out "Yes: every condition is met" # canonical, robots: in the front matter
    expect 0 cmp "$file" again/*.md
done
expect 0 "$stet" trace "$cases/fix/pipeline.yaml" fixed/*.md
done_testing
