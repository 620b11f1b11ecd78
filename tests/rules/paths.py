#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A page that names a file of the tree names one that is there."""
import glob
import os
import re
import sys

SRC = os.environ.get("abs_top_srcdir", ".")
PAGES = ("*.md", "docs/*.md", "docs/formats/*.md", "plugins/*/README.md", "examples/*/README.md",
         "tests/*/README.md", "tests/corpus/*/README.md")
NAMED = re.compile(r"`((?:libcore|plugins|cli|tests|include|docs|examples|scripts)/[\w./*-]+)`")
LINKED = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
BUILT = {"tests/bench/bench"}

wrong = seen = 0
for page in sorted(p for pattern in PAGES for p in glob.glob(os.path.join(SRC, pattern))):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    prose = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    named = [(SRC, path) for path in NAMED.findall(prose)]
    named += [(os.path.dirname(page), path) for path in LINKED.findall(re.sub(r"`[^`\n]*`", "", prose))]
    for folder, path in named:
        seen += 1
        if path not in BUILT and not glob.glob(os.path.join(folder, path)):
            wrong += 1
            print("%s names %s, which is not there" % (os.path.relpath(page, SRC), path))
print("%d names of files in the pages, %d wrong" % (seen, wrong))
sys.exit(wrong > 0 or seen < 50)
