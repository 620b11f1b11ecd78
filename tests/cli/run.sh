#!/bin/sh
# SPDX-License-Identifier: MIT
# stet run: outputs, names, collisions, quarantine, resume, unchanged, locks, bad places.
. "${srcdir:-.}/tests/cli/lib.sh"

cat >p.yaml <<'YAML'
stet: 1
pipelines:
  main:
    steps: [ { use: article.structure }, { use: slug } ]
    out:
      - { use: write.html, to: "{{ slug }}.html", with: { document: fragment } }
      - { use: write.json, to: "json/{{ slug }}.json" }
  lines:
    steps: [ { use: article.structure } ]
    out: [ { use: write.jsonl, to: "-" } ]
  lossy:
    steps: [ { use: article.structure } ]
    out: [ { use: write.jsonld, to: "{{ stem }}.jsonld" } ]
  held:
    steps: [ { use: article.structure }, { use: slug } ]
    out: [ { use: write.html, to: "{{ slug }}.html" } ]
    quarantine: { to: held }
YAML
mkdir -p in/sub
printf '# One\n\nText of one.\n' >in/1.md
printf '# Two\n\nText of two.\n' >in/sub/2.md
printf '# Three\n\nText of three.\n' >in/3.md
printf '# Hidden\n' >in/.hidden.md

# outputs, in folders that are made, nothing temporary left
expect 0 "$stet" run p.yaml in -o out1
says err "3 articles: 3 ok; 6 outputs"
says out1/one.html "Text of one."
says out1/json/two.json '"stet"'
ls -a out1 >names
lacks names .stet-part
lacks names .stet-lock
expect 0 test ! -e out1/hidden.html

# the same for any number of threads
expect 0 "$stet" run p.yaml in -o out2 -j2
for f in one.html two.html json/three.json; do same out1/$f out2/$f; done

# JSON Lines on a pipe, and back in
expect 0 "$stet" run p.yaml:lines in -q
cp out lines.jsonl
[ "$(wc -l <lines.jsonl)" -eq 3 ] || fail "three lines were wanted"
"$stet" run p.yaml:lines -q - <lines.jsonl >again.jsonl 2>err || fail "JSON Lines are not read"
same lines.jsonl again.jsonl
expect 2 "$stet" run p.yaml:lines in --json
says err "--json"

# --json
expect 0 "$stet" run p.yaml in -o out3 --json
[ "$(wc -l <out)" -eq 3 ] || fail "--json gives a line per article"
says out '"verdict":"allow"'
python3 -c 'import json,sys; [json.loads(l) for l in open("out")]' || fail "--json is not JSON"

# what a format cannot carry is counted, and shown on demand
expect 0 "$stet" run p.yaml:lossy in -o out3
says err "times a format could not carry"
expect 0 "$stet" run p.yaml:lossy in -o out3 --verbose
says err ": loss: "
says err "[write.jsonld]"

# the same name twice: the later article fails, the earlier stays
printf '# One\n\nAnother.\n' >in/9.md
expect 4 "$stet" run p.yaml in -o out4
says err "another article"
says out4/one.html "Text of one."
expect 4 "$stet" run p.yaml:held in -o out5
says err "1 quarantined"
ls out5/held >names
says names reason.json

# or it gets a number, and that is said; case and Unicode form make no other name
sed 's/^  main:/  numbered:\n    on_collision: number\n    steps: []\n    out: [{ use: write.text, to: "{{ slug }}\/{{ slug }}.txt" }]\n  main:/' p.yaml >n.yaml
mkdir same && for i in 1 2 3; do printf -- '---\ntitle: T\nslug: one\n---\n\nText %s.\n' $i >same/$i.md; done
printf -- '---\ntitle: T\nslug: ONE\n---\n\nText 4.\n' >same/4.md
expect 0 "$stet" run n.yaml:numbered same -o out13
says out13/one/one.txt "Text 1."
says out13/one/one-2.txt "Text 2."
says out13/one/one-3.txt "Text 3."
says out13/ONE/ONE-4.txt "Text 4."
says err "'one/one.txt' is taken: written as 'one/one-3.txt'"
long=$(printf 'é%.0s' $(seq 150))
printf -- '---\ntitle: T\nslug: %s\n---\n\nText.\n' "$long" >long.md
expect 0 "$stet" run n.yaml:numbered long.md -o out14
[ "$(cd out14 && ls -d */ | head -c -2 | wc -c)" -eq 200 ] || fail "a folder's name has at most 200 bytes"
[ "$(basename "$(ls out14/*/*.txt)" | head -c -1 | wc -c)" -le 200 ] || fail "a file's name has at most 200 bytes"

# an article that cannot be read leaves the others unharmed
printf 'caf\351\n' >in/bad.md
expect 4 "$stet" run p.yaml:held in -o out6
says err "bad.md"
says out6/three.html "Text of three."
cmp -s in/bad.md out6/held/*bad.md || fail "quarantine keeps the bytes"
rm in/9.md in/bad.md

# names of any bytes: JSON stays JSON, a line of a message stays one
mkdir odd
printf '# One\n\nText.\n' >"$(printf 'odd/a\351.md')"
printf '# Two\n\nText.\n' >"$(printf 'odd/b\nc.md')"
printf 'caf\351\n' >"$(printf 'odd/d\351.md')"
expect 4 "$stet" run p.yaml:held odd -o out20 --json
says out '"input":"odd/a%E9.md"'
says out '"input":"odd/b\nc.md"'
expect 0 iconv -f utf-8 out -o /dev/null
for reason in out20/held/*.json; do expect 0 iconv -f utf-8 "$reason" -o /dev/null; done
expect 4 "$stet" run p.yaml:held odd -o out20 --resume
says err "2 done before"
says err "d%E9.md"
expect 0 "$stet" read odd/b*
expect 0 iconv -f utf-8 out -o /dev/null

# dry run, resume, unchanged
expect 0 "$stet" run p.yaml in -o out7 --dry-run
expect 0 test ! -e out7
expect 0 "$stet" run p.yaml in -o out1 --resume
says err "3 done before"
expect 0 "$stet" run p.yaml in -o out8 --unchanged skip
expect 0 "$stet" run p.yaml in -o out8 --unchanged skip
says err "3 unchanged"
printf '# Three\n\nNew text.\n' >in/3.md
expect 0 "$stet" run p.yaml in -o out8 --unchanged skip
says err "2 unchanged"
says out8/three.html "New text."

# what to do stands behind what is wrong
mkdir twins && printf '# One\n' >twins/a.md && printf '# One\n\nMore.\n' >twins/b.md
expect 4 "$stet" run p.yaml:held twins -o out23
says err "set on_collision"

# a named pipe is read when its writer comes
mkfifo pipe
(sleep 0.3 && printf '# Late\n\nText.\n' >pipe) &
expect 0 "$stet" read pipe
says out '"value":"Late"'
wait

# a counting image that readers leave out is put in again
cat >pixel.yaml <<'YAML'
stet: 1
steps:
  - use: article.structure
  - use: notice.stamp
    with: { notices: [tracking], values: { pixel: "https://c.example/p.gif?a=1&b=2" } }
out: [ { use: write.html, to: "{{ stem }}.html", with: { document: fragment } } ]
YAML
expect 0 "$stet" run pixel.yaml long.md -o out21
says out21/long.html "p.gif?a=1&amp;b=2"
expect 0 "$stet" run pixel.yaml out21/long.html -o out22
same out21/long.html out22/long.html
sed 's/pixel:/pixl:/; s/b=2"/b=2", two: 2/' pixel.yaml >values.yaml
expect 78 "$stet" check values.yaml
says err "no notice has a value 'pixl'"
says err "no notice has a value 'two'"

# places that cannot be written
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 555 locked
    expect 74 "$stet" run p.yaml in -o locked
fi
: >file
expect 74 "$stet" run p.yaml in -o file
"$stet" run p.yaml:lines in >/dev/full 2>err
[ $? -eq 0 ] && fail "a full standard output is no success"
# a link that was planted does not lead out of the folder
mkdir out9 elsewhere && ln -s ../elsewhere out9/json
expect 4 "$stet" run p.yaml in -o out9
[ -z "$(ls elsewhere)" ] || fail "a link led out of the output folder"

# front matter that takes no lines stays as it is, and says what that costs
printf -- '---\n{"title": "Flow"}\n---\n\nText of it.\n' >flow.md
cat >stamp.yaml <<'END'
stet: 1
steps: [ { use: disclaimer.stamp, with: { text: "Ours." } } ]
out: [ { use: write.markdown, to: "{{ stem }}.md" } ]
END
expect 0 "$stet" run stamp.yaml flow.md -o out12 --verbose
says err "takes no key"
expect 0 "$stet" read out12/flow.md
says out12/flow.md '{"title": "Flow"}'
lacks out12/flow.md "stet:"

# the same warning, article after article, is told once and counted
mkdir days
for n in 1 2 3 4 5; do
    printf -- '---\ntitle: Day %s\ndate: 2025-05-0%s\n---\n\nText.\n' $n $n >days/$n.md
done
cat >feed.yaml <<'END'
stet: 1
out: [ { use: write.rss, to: f.rss, with: { title: T, link: "https://a.example/", description: D } } ]
END
expect 0 "$stet" run feed.yaml days -o out14
says err "stet: 4 more: RSS: pubDate: the article names no hour, 00:00 is written [write.rss]"
[ "$(grep -c 'warning: RSS: pubDate' err)" = 1 ] || fail "a warning is told again and again"
expect 0 "$stet" run feed.yaml days -o out15 --verbose
[ "$(grep -c 'warning: RSS: pubDate' err)" = 5 ] || fail "--verbose hides warnings"
lacks err "4 more"

# two runs at once
mkdir out10
exec 9>out10/.stet-lock
if flock -n 9; then
    expect 75 "$stet" run p.yaml in -o out10
    says err "another run"
fi
exec 9>&-

# slugs that want to leave
for t in '../x' '/etc/x' 'a/../../b' 'CON' '..'; do
    printf -- '---\ntitle: T\nslug: "%s"\n---\n\nText.\n' "$t" >slug.md
    "$stet" run p.yaml:held slug.md -o out11 >out 2>err
    [ $? -le 4 ] || fail "slug $t"
done
[ -z "$(find . -maxdepth 1 -name 'x*' -o -maxdepth 1 -name 'b.html')" ] || fail "a slug left the folder"
long=$(printf 'a%.0s' $(seq 5000))
printf -- '---\ntitle: T\nslug: %s\n---\n\nText.\n' "$long" >slug.md
expect 0 "$stet" run p.yaml:held slug.md -o out12
[ "$(ls out12 | head -1 | wc -c)" -le 206 ] || fail "a name of more than 200 bytes"

# too large to be read
truncate -s 64M big.md
expect 4 "$stet" run p.yaml:held big.md -o out13
says err "limit"
done_testing
