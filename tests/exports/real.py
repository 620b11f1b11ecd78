# SPDX-License-Identifier: MIT
"""The real pages beside the tree, through reading, structure, furniture, rights, normalising and most
writers: all are read, none fails, and one thread writes what two write."""
import glob
import gzip
import os
import subprocess
import tempfile

import desk
from desk import check

desk.needs("read.html")

PIPELINE = """stet: 1
pipelines:
  main:
    fail_on: never
    steps:
      - use: article.structure
      - use: furniture.detect
      - use: rights.detect
      - { use: article.normalise, with: { quote_marks: typographic } }
      - { use: links.clean }
      - { use: attribution.check, with: { require: [ source, copyright, hyperlink ] } }
      - { use: furniture.drop, with: { kinds: [ newsletter, donation ] } }
    out:
      - { use: write.jsonl, to: all.jsonl }
      - { use: write.html, to: "{{ stem }}.html" }
      - { use: write.markdown, to: "{{ stem }}.md" }
      - { use: write.nitf, to: "{{ stem }}.nitf", with: { on_missing: warn } }
      - { use: write.ninjs, to: "{{ stem }}.ninjs", with: { on_missing: warn } }
      - { use: write.text, to: "{{ stem }}.txt" }
"""


def gather(folder):
    """The pages under names without what a file name may not hold; how many."""
    count = 0
    for path in sorted(glob.glob(os.path.join(desk.CORPUS, "corpus", "**", "*.html*"), recursive=True)):
        if os.path.basename(path).startswith("expected"):
            continue
        with open(path, "rb") as f:
            page = f.read()
        count += 1
        with open(os.path.join(folder, "page-%04d.html" % count), "wb") as f:
            f.write(gzip.decompress(page) if path.endswith(".gz") else page)
    return count


def run(pipeline, pages, out, jobs):
    done = subprocess.run([os.path.join(desk.BUILD, "stet"), "run", "-q", pipeline, pages, "-o", out, "-j", jobs,
                           "--now", str(desk.NOW), "--color", "never"], capture_output=True, text=True)
    check(done.returncode == 0, "-j", jobs, "ended with", done.returncode, done.stderr[-1500:])


def bytes_of(folder):
    files = {}
    for name in sorted(os.listdir(folder)):
        if not name.startswith("."):
            with open(os.path.join(folder, name), "rb") as f:
                files[name] = f.read()
    return files


with tempfile.TemporaryDirectory() as scratch:
    pages = os.path.join(scratch, "pages")
    os.mkdir(pages)
    count = gather(pages)
    if not count:
        desk.skip("the corpus")
        desk.done()
    pipeline = os.path.join(scratch, "all.yaml")
    with open(pipeline, "w", encoding="utf-8") as f:
        f.write(PIPELINE)
    one, two = os.path.join(scratch, "one"), os.path.join(scratch, "two")
    run(pipeline, pages, one, "1")
    run(pipeline, pages, two, "2")
    first, second = bytes_of(one), bytes_of(two)
    check(first.keys() == second.keys() and all(first[n] == second[n] for n in first), "one thread and two differ")
    check(first.get("all.jsonl", b"").count(b"\n") == count, count, "pages,", first.get("all.jsonl", b"").count(b"\n"), "read")
    check(sum(n.endswith(".nitf") for n in first) == count, "some page has no NITF")
desk.done()
