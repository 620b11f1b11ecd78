# SPDX-License-Identifier: MIT
"""Of an article whose notices, corrections and rights were found in its text: every format says them,
and write, read, write gives the same bytes."""
import json
import os
import tempfile

import desk
from desk import check

desk.needs("read.nitf")
STEPS = "{ use: article.structure }, { use: furniture.detect }"
ARTICLE = """---
title: Harbour gets a new pier
date: 2024-03-01T10:15:00Z
lang: en
canonical: https://h.example/pier
publisher: Harbour <Courier> & Sons
license: All rights reserved
description: With <b>tags</b> & "quotes" &amp; more
---

The council voted on Tuesday to spend 4.2 million on the pier, after a debate of three hours.

| a | b |
|---|---|
| `a\\|b` | `c` |

**Correction:** An earlier version of this article gave the wrong sum. We regret the error. (2 March 2024)

This article was originally published on [The Other](https://other.example/a) and is republished under a Creative Commons licence. © 2024 The Other. All rights reserved.

*Stuart Myles contributed to this article. Ana Lind is a reporter at the Courier. Follow her on [Mastodon](https://m.example/@ana).*
"""
FEED = 'title: T, link: "https://h.example/", self: "https://h.example/f"'
FORMATS = [("write.ninjs", "", "json"), ("write.ninjs", 'version: "2.1"', "json"), ("write.nitf", "", "xml"),
           ("write.newsmlg2", "provider: P", "xml"), ("write.newsmlg2", "provider: P, content: xhtml", "xml"),
           ("write.markdown", "afresh: true", "md"), ("write.json", "", "json"), ("write.atom", FEED, "xml"),
           ("write.rss", FEED, "xml"), ("write.jsonfeed", FEED, "json")]
WRONG = "An earlier version of this article gave the wrong sum."

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "a.md")
    with open(source, "w", encoding="utf-8") as f:
        f.write(ARTICLE)
    for use, with_, ending in FORMATS:
        where = (use, with_)
        to = "out." + ending if "link:" in with_ else "{{ stem }}." + ending
        first, said = desk.write(use, [source], with_, to=to, steps=STEPS)
        check(len(first) == 1, *where, said)
        name = next(iter(first), "out")
        path = os.path.join(folder, "again", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(first.get(name, b""))
        again, said = desk.write(use, [path], with_, to=to)
        one, two = first.get(name, b"").decode(), again.get(name, b"").decode()
        at = next((i for i, (x, y) in enumerate(zip(one, two)) if x != y), min(len(one), len(two)))
        check(one == two, *where, "is not the same again:", repr(one[max(0, at - 60):at + 90]), repr(two[max(0, at - 60):at + 90]))
        check(WRONG in " ".join(one.split()), *where, "does not say the correction")
    # who asks for the field gets its words
    files, _ = desk.write("write.jsonld", [source], steps=STEPS)
    value = json.loads(files["a.out"])
    check(value["correction"][0].get("text", "").find(WRONG) >= 0, "JSON-LD: a correction without its text", value["correction"])
    check(value["correction"][0].get("dateCreated") == "2024-03-02", "JSON-LD: the day of the correction", value["correction"])
    files, _ = desk.write("write.nitf", [source], steps=STEPS)
    check(f'<correction info="Correction: {WRONG}' in files["a.out"].decode(), "NITF: a correction without its text")
    files, _ = desk.write("write.csv", [source], 'columns: { c: "{{ corrections }}" }', to="all.out", steps=STEPS)
    check(WRONG in files["all.out"].decode(), "CSV: a correction without its text", files)
desk.done()
