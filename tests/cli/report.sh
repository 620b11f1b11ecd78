#!/bin/sh
# SPDX-License-Identifier: MIT
# stet run --report: one page, the same for any number of threads, nothing left behind.
. "$(dirname "$0")/lib.sh"
src=$abs_top_srcdir
cat >p.yaml <<'X'
stet: 1
pipelines:
  main:
    fail_on: reject
    steps:
      - use: article.structure
      - use: furniture.detect
      - use: terms
        with: { words: [ winter, "<b>" ], effect: review }
      - { use: disclaimer.stamp, with: { id: views, text: "Views of {{ headline }}." } }
    out:
      - { use: write.html, to: "{{ stem }}.html" }
      - { use: write.jsonl, to: all.jsonl }
    quarantine: { to: held }
X
mkdir in
cp "$src/examples/article.md" in/ferry.md
cp "$src/tests/cases/html/hostile/in.md" in/hostile.md
printf -- '---\ntitle: "</title><script>x</script>"\nauthor: "\\"><img src=x onerror=y>"\n---\n\nA winter of <b>text.\n' >in/bad.md
printf 'bad \377 bytes\n' >in/broken.md

# what the page has, and what it never has
expect 4 "$stet" run p.yaml in -o o/pub --report o/report.html --now 1762000000
says o/report.html "<!DOCTYPE html>"
says o/report.html "default-src 'none'"
lacks o/report.html "<script"
lacks o/report.html "<img"
lacks o/report.html "http-equiv=\"refresh"
says o/report.html "&lt;/title&gt;&lt;script&gt;"
says o/report.html "River Towns Agree on a Common Ferry Timetable"
says o/report.html "class=\"article v-failed\""
says o/report.html "href=\"pub/ferry.html\""
says o/report.html "href=\"pub/all.jsonl\""
says o/report.html "<span class=\"by\">+ disclaimer.stamp</span>"
says o/report.html "class=\"notice g-disclaimer\""
says o/report.html "<mark id=\"a1f1\""
says o/report.html "1 November 2025, 12:26 UTC"
[ "$(ls -A o | wc -l)" -eq 2 ] || fail "something was left behind: $(ls -A o)"

# the same bytes for any number of threads; nothing written, no links
for jobs in 1 2 3; do
    "$stet" run p.yaml in -o "t$jobs" --report "r$jobs.html" --now 1762000000 -j$jobs >out.txt 2>err
done
sed 's/t[123]\//t\//g' r1.html >a
sed 's/t[123]\//t\//g' r2.html >b
sed 's/t[123]\//t\//g' r3.html >c
same a b
same a c
expect 4 "$stet" run p.yaml in -o dry --report dry.html --dry-run
lacks dry.html "href=\"dry/"

# an old page is replaced at once or stays
echo old >kept.html
expect 74 "$stet" run p.yaml in -o t4 --report missing/kept.html
mkdir locked && echo old >locked/kept.html && chmod a-w locked
if [ "$(id -u)" -ne 0 ]; then
    expect 74 "$stet" run p.yaml in -o t5 --report locked/kept.html
    says locked/kept.html old
fi
chmod u+w locked

# memory does not grow with the number of articles more than a little
if ! grep -q __asan_init "$abs_top_builddir/.libs/stet" && ! grep -q __tsan_init "$abs_top_builddir/.libs/stet"; then
    mkdir many
    i=0
    while [ $i -lt 600 ]; do
        cp "$src/examples/article.md" many/a$i.md
        i=$((i + 1))
    done
    mkdir few && cp many/a1*.md few/
    peak() {
        "${PYTHON:-python3}" -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
    }
    small=$(peak "$stet" run p.yaml few -o m1 --report m1.html -j2)
    large=$(peak "$stet" run p.yaml many -o m2 --report m2.html -j2)
    count=$((count + 1))
    [ "$large" -lt $((small + 6000)) ] || fail "peak of 600 articles is $large KiB, of 111 $small KiB"
    [ "$(grep -c '<details class="article' m2.html)" -eq 600 ] || fail "not all articles are in the page"
fi
done_testing
