#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and runs every example against the build tree.
. "${srcdir:-.}/tests/cli/lib.sh"
src=$abs_top_srcdir/examples
libs=$abs_top_builddir/.libs

# 01: embed
expect 0 $CC $STET_LDFLAGS -std=c11 -Wall -Wextra -Werror -I"$abs_top_srcdir/include" "$src/01-embed/embed.c" \
    -L"$libs" -Wl,-rpath,"$libs" -lstet -o embed
expect 0 ./embed "$libs" "$abs_top_srcdir/plugins"
says out "verdict:"
says out "<p>The keeper counts 212 steps"
says out "Views are those of Maren Oyelaran."
[ "$(wc -l <"$src/01-embed/embed.c")" -lt 120 ] || fail "embed.c has 120 lines or more"

# 02: a plugin outside the tree
cp -r "$src/02-plugin" "$src/article.md" . && chmod -R u+w 02-plugin
mkdir pc && printf 'Name: stet-plugin\nDescription: x\nVersion: 0\nCflags: -I%s\n' \
    "$abs_top_srcdir/include" >pc/stet-plugin.pc
expect 0 env PKG_CONFIG_PATH="$scratch/pc" make -C 02-plugin CC="$CC" STET="$stet" run
says 02-plugin/out/river-towns-agree-on-a-common-ferry-timetable.outline.txt "River Towns"

# 03: pipelines
for yaml in "$src"/03-pipelines/*.yaml; do
    expect 0 "$stet" check "$yaml"
    expect 0 "$stet" trace "$yaml" "$src/article.md"
    "$stet" run "$yaml" "$src/article.md" -o "out3/$(basename "$yaml")" >out 2>err
    [ $? -le 1 ] || { fail "$yaml does not run"; cat err; }
done
says out3/feed.yaml/feed.xml "<item>"
says out3/republish.yaml/river-towns-agree-on-a-common-ferry-timetable.html "bsky.app"

# 04: a batch, twice the same
expect 0 "$stet" run "$src/04-batch/batch.yaml" "$src/04-batch/articles" -o b1 -j1 --now 1762000000
expect 0 "$stet" run "$src/04-batch/batch.yaml" "$src/04-batch/articles" -o b2 -j2 --now 1762000000
same b1/articles.jsonl b2/articles.jsonl
same b1/feed.xml b2/feed.xml
[ "$(wc -l <b1/articles.jsonl)" -eq 3 ] || fail "three lines were wanted"

# 05: a newsroom: every format, and a report that leads to each file
expect 0 "$stet" check "$src/05-newsroom/newsroom.yaml"
expect 0 "$stet" run -q "$src/05-newsroom/newsroom.yaml" "$src/05-newsroom/articles" -o public \
    --report report.html --now 1774000000
for name in cable.html cable.fragment.html cable.amp.html cable.oembed.json cable.txt cable.md cable.jsonld \
    cable.newsml.xml cable.nitf.xml cable.ninjs.json souq.html pozo.html feed.rss feed.atom feed.json articles.csv; do
    [ -s "public/$name" ] || fail "public/$name is not there"
    says report.html "href=\"public/$name\""
done
says report.html 'lang="ar" dir="auto"'
says report.html '<span class="by">+ disclaimer.stamp</span>'
lacks report.html "<script"

# the demo
expect 0 env STET_BUILD="$abs_top_builddir" STET_DEMO_OUT="$scratch/demo" sh "$src/demo.sh"
says out "disclaimer.stamp"
done_testing
