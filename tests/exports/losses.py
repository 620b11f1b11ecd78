# SPDX-License-Identifier: MIT
"""Each degrade and drop is a message with its place: the line and column where the first of its kind begins, and how many there are."""
import json
import os
import re
import subprocess
import tempfile

import desk
from desk import check

STET = os.path.join(desk.BUILD, "stet")
CHANNEL = "title: T, link: \"https://h.example/\""
WITH = {"rss": CHANNEL, "atom": CHANNEL, "jsonfeed": CHANNEL, "sitemap": "publication: P, older: list", "newsmlg2": "provider: P",
        "signals": "format: rsl", "csv": "fields: [headline]", "markdown": "afresh: true"}
SOURCE = """---
title: A headline
lang: en
date: 2025-03-15T08:00:00Z
canonical: https://h.example/a
slug: the-slug
expiryDate: 2031-01-01
---

A plain paragraph.

One line, and
on the second a `code span`, then *emphasis*.

```c
int main;
```

<div>raw</div>

Text with <b>raw</b> inline.

| a | b |
|---|---|
| 1 | 2 |

![alt](https://h.example/i.png "t")

> A quote with `another span`.

```c
again
```
"""
# kind: how many, and where the first begins: values and words within marks at their first letter
PLACES = {"slug": (1, 6, 7), "expires": (1, 7, 13), "code_span": (2, 13, 18), "emphasis": (1, 13, 36), "code": (2, 15, 1), "html": (1, 19, 1),
          "html_inline": (2, 21, 11), "table": (1, 23, 1), "quote": (1, 29, 1)}

matrix = json.loads(subprocess.run([STET, "formats", "--json"], capture_output=True, text=True, check=True).stdout)
kinds = {k["name"]: k for k in matrix["kinds"]}
with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "a.md")
    with open(source, "w", encoding="utf-8") as f:
        f.write(SOURCE)
    for row in matrix["formats"]:
        step = row["step"]
        short = step.split(".", 1)[1]
        pipeline = os.path.join(folder, short + ".yaml")
        with open(pipeline, "w", encoding="utf-8") as f:
            f.write("stet: 1\npipelines:\n  main:\n    out:\n      - { use: %s, to: \"%s\", with: { %s } }\n"
                    % (step, "all.out" if row["collection"] and short != "epub" else "{{ stem }}.out", WITH.get(short, "")))
        run = subprocess.run([STET, "run", pipeline, source, "-o", os.path.join(folder, short), "--now", str(desk.NOW), "--verbose",
                              "--color", "never"], capture_output=True, text=True)
        check(run.returncode == 0, step, run.stderr[-300:])
        said = {}
        for m in re.finditer(r"loss: %s (?:leaves out|writes) (\S+)(?: as .*?)? \((\d+)(?:, first in line (\d+) column (\d+))?\)" % re.escape(step), run.stderr):
            said[m[1]] = tuple(int(x or 0) for x in m.groups()[1:])
        for kind, place in PLACES.items():
            what = kinds[kind]["cells"][step]["what"]
            if what == "renders":
                check(kind not in said, step, "renders", kind, "and says", said.get(kind))
            else:
                check(said.get(kind) == place, step, what, kind, "at", said.get(kind), "not", place)
        for kind, (count, line, _) in said.items():
            check(count and kinds[kind]["cells"][step]["what"] != "renders", step, "says", kind, count)
            if kinds[kind]["family"] in ("blocks", "inlines"):
                check(line, step, "says no place for", kind)
desk.done()
