# SPDX-License-Identifier: MIT
"""Notices that come back: of every kind of place (above the text, within it, within a line, below it, in no block),
through each format that is both written and read, with kind, words and zone."""
import json
import os
import tempfile

import desk
from desk import check

desk.needs("read.nitf")

FEED = 'title: Example Herald, link: "https://herald.example/", limit: 100'
ALL = "zones: [head, body, tail]"
PAIRS = {  # use, options, ending
    "html": ("write.html", ALL, "html"),
    "html fragment": ("write.html", ALL + ", document: fragment", "html"),
    "amp": ("write.amp", ALL, "html"),
    "ninjs 3.1": ("write.ninjs", ALL, "json"),
    "ninjs 1.5": ("write.ninjs", ALL + ', version: "1.5"', "json"),
    "ninjs inside": ("write.ninjs", ALL + ", notices: inside", "json"),
    "nitf": ("write.nitf", ALL, "xml"),
    "newsml nitf": ("write.newsmlg2", "provider: P, " + ALL, "xml"),
    "newsml xhtml": ("write.newsmlg2", "provider: P, content: xhtml, " + ALL, "xml"),
    "rss": ("write.rss", FEED + ", " + ALL, "xml"),
    "atom": ("write.atom", FEED + ", " + ALL, "xml"),
    "jsonfeed": ("write.jsonfeed", FEED + ", " + ALL, "json"),
    "markdown": ("write.markdown", "afresh: true", "md"),
    "canonical": ("write.json", "", "json"),
}
# What stands in no block has no zone of its own; what a format keeps with its rights or for editors neither.
KINDS = ("content_warning", "correction", "editors_note", "disclosure.affiliate", "author_bio", "notice.copyright", "donation")


def claim(value):
    return [{"value": value, "source": "front_matter", "confidence": "asserted"}]


def paragraph(zone, text):
    return {"kind": "paragraph", "zone": zone, "content": [{"kind": "text", "text": text}]}


def article():
    body = [paragraph("head", "This text describes violence."), paragraph("head", "A standfirst of some words."),
            paragraph("body", "The first sentence. Bought through this link we earn. The last one."),
            paragraph("body", "Correction: the sum was wrong."), paragraph("body", "The story ends."),
            paragraph("tail", "Jane Doe writes about towns."), paragraph("tail", "Give to the paper.")]
    inner = body[2]["content"][0]["text"]
    at = inner.index("Bought")
    notices = [{"kind": "content_warning", "zone": "head", "content": [{"kind": "range", "block": 0}]},
               {"kind": "disclosure.affiliate", "zone": "body",
                "content": [{"kind": "range", "block": 2, "from": at, "to": at + len("Bought through this link we earn.")}]},
               {"kind": "correction", "zone": "body", "content": [{"kind": "range", "block": 3}]},
               {"kind": "author_bio", "zone": "tail", "content": [{"kind": "range", "block": 5}]},
               {"kind": "donation", "zone": "tail", "content": [{"kind": "range", "block": 6}]},
               {"kind": "editors_note", "zone": "head", "text": "This text was written before the vote."},
               {"kind": "notice.copyright", "text": "Copyright 2025 Example Herald."}]
    return {"stet": 1, "name": "a", "fields": {
        "headline": claim("A headline"), "language": claim("en"), "published": claim("2025-03-15T08:00:00Z"),
        "canonical": claim("https://herald.example/a")}, "body": body, "notices": notices}


INLINE = set(desk.INLINE)


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node.get("content", []))


def text_of(node):
    return node.get("text", "") + "".join(text_of(c) for c in node.get("content", []))


def seen(found):
    """{kind: [(words, zone)]}"""
    flat, zones = [], []
    for top in found["body"]:
        for n in walk([top]):
            if n["kind"] not in INLINE:
                flat.append(n)
                zones.append(top["zone"])
    result = {}
    for notice in found["notices"]:
        text, zone = notice.get("text", ""), None
        for r in notice.get("content", []):
            if r["kind"] != "range":
                continue
            part = text_of(flat[r["block"]])
            text += part[r.get("from", 0):r.get("to", len(part))]
            zone = zones[r["block"]]
        result.setdefault(notice["kind"], []).append((" ".join(text.split()), zone))
    return result


# What stands apart from the text comes back below it; part of a line is a note of its own in NITF.
MOVED = {("ninjs 3.1", "correction"), ("ninjs 3.1", "disclosure.affiliate"), ("ninjs 1.5", "correction"),
         ("ninjs 1.5", "disclosure.affiliate"), ("nitf", "disclosure.affiliate"), ("newsml nitf", "disclosure.affiliate")}

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "a.json")
    with open(source, "w", encoding="utf-8") as f:
        json.dump(article(), f)
    wanted = seen(article())
    for name, (use, options, ending) in PAIRS.items():
        written, _ = desk.write(use, [source], options, to=("all." if use in ("write.rss", "write.atom", "write.jsonfeed") else "{{ stem }}.") + ending)
        check(len(written) == 1, name, "wrote", list(written))
        path = os.path.join(folder, "back." + ending)
        with open(path, "wb") as f:
            f.write(list(written.values())[0])
        read, _ = desk.write("write.json", [path], to="{{ stem }}.can")
        if len(read) != 1:
            check(False, name, "was not read")
            continue
        back = json.loads(list(read.values())[0])
        found = seen(back)
        for kind in KINDS:
            check(kind in found, name, kind, "is lost")
            for (words, zone), (got, where) in zip(wanted[kind], found.get(kind, [])):
                check(words == got, name, kind, "says", repr(got))
                check(zone is None or zone == where or (name, kind) in MOVED, name, kind, "was in the", zone, "is in the", where)
            check(len(found.get(kind, [])) <= 1, name, kind, "is there", len(found.get(kind, [])), "times")
        check(set(found) <= set(KINDS), name, "found also", set(found) - set(KINDS))
        if name in ("html", "html fragment", "amp", "newsml xhtml"):
            words = [text_of(b) for b in back["body"] if b["zone"] == "body"]
            check("The story ends." in words, name, "has no body:", words)
desk.done()
