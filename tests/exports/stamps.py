# SPDX-License-Identifier: MIT
"""Stamps after each format that carries notices: read back, they are known again. The same catalogue changes
nothing, other words replace the old ones, and nothing is said twice."""
import json
import os
import tempfile

import desk
from desk import check

desk.needs("read.nitf")
FEED = 'title: Harbour Courier, link: "https://h.example/"'
FORMATS = [("write.html", "", "html"), ("write.ninjs", "", "json"), ("write.ninjs", 'version: "2.1"', "json"),
           ("write.nitf", "", "xml"), ("write.newsmlg2", "provider: P", "xml"),
           ("write.newsmlg2", "provider: P, content: xhtml", "xml"), ("write.markdown", "afresh: true", "md"),
           ("write.json", "", "json"), ("write.atom", FEED, "xml"), ("write.rss", FEED, "xml"),
           ("write.jsonfeed", FEED, "json")]
NAMES = {"opinion": "disclaimer.opinion", "advice.legal": "disclaimer.advice", "affiliate": "disclosure.affiliate",
         "sponsored": "disclosure.sponsored", "ai.assisted": "disclosure.ai"}
ARTICLE = """---
title: Text {lang}
date: 2024-03-01T10:15:00Z
lang: {lang}
canonical: https://h.example/{lang}
publisher: Harbour Courier
author: Ann Lee
sponsor: Kelder Yards
---

One block of text stands here, and speaks of [a lamp](https://www.amazon.com/dp/1?tag=h-20).

Another block of text stands behind it and says no more.
"""
CHANGED = "catalogue: house\nlanguage: {}\nrevised: 2026-11-24\nnotices:\n" + "".join(
    f"  {name}:\n    kind: {kind}\n    text: Other words of {name}.\n" for name, kind in NAMES.items())
STAMP = "{ use: article.structure }, { use: notice.stamp, with: { notices: [%s]%%s } }" % ", ".join(NAMES)
LANGUAGES = ("de", "en", "es", "fr")


def said(block):
    return block.get("text", "") + "".join(map(said, block.get("content", [])))


def stamps(files):
    """Of each article its title, and what its stamped blocks or notices say."""
    found = {}
    for file in files.values():
        article = json.loads(file)
        of = lambda n: n.get("attrs", {}).get("stamp")
        blocks = {i: said(b) for i, b in enumerate(article["body"])}
        texts = {(of(n), blocks[r["block"]]) for n in article["notices"] if of(n)
                 for r in n.get("content", []) if "block" in r}
        texts |= {(of(b), said(b)) for b in article["body"] if of(b)}
        found[article["fields"]["headline"][0]["value"]] = sorted(texts), sorted(blocks.values())
    return found


with tempfile.TemporaryDirectory() as folder:
    sources = []
    for lang in LANGUAGES:
        sources.append(os.path.join(folder, lang + ".md"))
        with open(sources[-1], "w", encoding="utf-8") as f:
            f.write(ARTICLE.format(lang=lang))
    houses = {f"changed-{lang}.yaml": CHANGED.format(lang) for lang in LANGUAGES}
    changed = STAMP % (", catalogue: [%s]" % ", ".join(houses))
    first = stamps(desk.write("write.json", sources, to="{{ headline }}.json", steps=STAMP % "")[0])
    check(len(first) == 4 and all(len(s) == len(NAMES) for s, _ in first.values()), "stamped at first", first)
    for use, with_, ending in FORMATS:
        where = (use, with_)
        to = "out." + ending if "link:" in with_ else "{{ stem }}." + ending
        files, _ = desk.write(use, sources, with_, to=to, steps=STAMP % "")
        paths = []
        for name, data in files.items():
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "wb") as f:
                f.write(data)
        again = stamps(desk.write("write.json", paths, to="{{ headline }}.json", steps=STAMP % "")[0])
        for title, (texts, _) in first.items():
            same, blocks = again.get(title, ([], []))
            check(same == texts, *where, title, "differs:", same)
            check(all(blocks.count(t) == 1 for _, t in texts), *where, title, "says one not once:", blocks)
        other = stamps(desk.write("write.json", paths, to="{{ headline }}.json", steps=changed, beside=houses)[0])
        for title, (old, _) in first.items():
            texts, blocks = other.get(title, ([], []))
            check(texts == [(n, f"Other words of {n}.") for n in sorted(NAMES)], *where, title, "is not replaced:", texts)
            check(not {t for _, t in old} & set(blocks), *where, title, "still says an old one:", blocks)
            check(all(blocks.count(t) == 1 for _, t in texts), *where, title, "says one not once:", blocks)
desk.done()
