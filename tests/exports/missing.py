# SPDX-License-Identifier: MIT
"""What an article lacks and a format asks for: a finding with field, format and rule, in verdict and record.

`warn` writes what the format allows, `skip` leaves the file out, `fail` fails the article."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import desk
from desk import check

STET = os.path.join(desk.BUILD, "stet")
CHANNEL = 'title: T, link: "https://h.example/"'
IDENTITY = ("id", "canonical", "url")
ADDRESS = ("canonical", "url")
DATES = ("published", "updated", "created", "republished")

# step, options, what is taken away, the field that is named, a word of the rule, is there a file with `warn`?
CASES = [
    ("write.html", "", ["headline"], "headline", "title", True),
    ("write.html", "", ["language"], "language", "lang", True),
    ("write.amp", "", ["headline"], "headline", "title", True),
    ("write.amp", "", ["language"], "language", "lang", True),
    ("write.amp", "", ADDRESS, "canonical or url", "canonical", False),
    ("write.jsonld", "", ["headline"], "headline", "headline", True),
    ("write.jsonld", "", ["published"], "published", "datePublished", True),
    ("write.rss", CHANNEL, ["headline"], "headline", "title or description", True),
    ("write.rss", CHANNEL, ["headline", "excerpt", "standfirst", "BODY"], "headline", "title or description", False),
    ("write.atom", CHANNEL, ["headline"], "headline", "atom:title", True),
    ("write.atom", CHANNEL, IDENTITY, "id, canonical or url", "id", True),
    ("write.atom", CHANNEL, DATES, "published or updated", "atom:updated", False),
    ("write.jsonfeed", CHANNEL, IDENTITY, "id, canonical or url", "id", True),
    ("write.sitemap", "publication: P", ["headline"], "headline", "news:title", False),
    ("write.sitemap", "publication: P", ["language"], "language", "news:language", False),
    ("write.sitemap", "publication: P", ["published"], "published day", "news:publication_date", False),
    ("write.sitemap", "publication: P", ADDRESS, "canonical or url", "loc", False),
    ("write.ninjs", "", IDENTITY, "id, canonical or url", "uri", True),
    ("write.ninjs", "", ["headline"], "headline", "headlines", True),
    ("write.ninjs", "", ["published"], "published", "firstCreated", True),
    ("write.ninjs", "", ["language"], "language", "language", True),
    ("write.nitf", "", ["headline"], "headline", "hl1", True),
    ("write.nitf", "", ["published"], "published", "date.issue", True),
    ("write.nitf", "", ["language"], "language", "xml:lang", True),
    ("write.newsmlg2", "", ["publisher"], "publisher", "provider", False),
    ("write.newsmlg2", "provider: P", DATES, "updated, published or created", "versionCreated", False),
    ("write.newsmlg2", "provider: P", IDENTITY, "id, canonical or url", "guid", True),
    ("write.newsmlg2", "provider: P", ["headline"], "headline", "headline", True),
    ("write.newsmlg2", "provider: P", ["language"], "language", "language", True),
    ("write.epub", "", ["headline"], "headline", "dc:title", False),
    ("write.epub", "", ["language"], "language", "dc:language", True),
    ("write.epub", "", IDENTITY, "id, canonical or url", "dc:identifier", True),
    ("write.epub", "", ["published"], "published", "dc:date", True),
    ("write.applenews", "", ["headline"], "headline", "title", False),
    ("write.applenews", "", ["language"], "language", "language", False),
    ("write.applenews", "", ["published"], "published", "datePublished", True),
    ("write.applenews", "", ADDRESS, "canonical or url", "canonicalURL", True),
    ("write.oembed", "", ["headline"], "headline", "title", True),
    ("write.oembed", "", ADDRESS, "canonical or url", "url", True),
]


def claim(value):
    return [{"value": value, "source": "front_matter", "confidence": "asserted"}]


def article(without):
    fields = {"headline": claim("A headline"), "excerpt": claim("What it says."), "language": claim("en"),
              "published": claim("2025-03-15T08:00:00Z"), "updated": claim("2025-03-15T09:00:00Z"),
              "canonical": claim("https://h.example/a"), "id": claim("https://h.example/id"),
              "publisher": [{**claim("H")[0], "content": [{"kind": "party", "attrs": {"name": "H"}}]}]}
    body = [{"kind": "paragraph", "zone": "body", "content": [{"kind": "text", "text": "Some text."}]}]
    return {"stet": 1, "name": "a", "fields": {k: v for k, v in fields.items() if k not in without},
            "body": [] if "BODY" in without else body, "notices": []}


def has_step(step):
    return subprocess.run([STET, "plugins", "inspect", step], capture_output=True).returncode == 0


def run(folder, step, with_, mode):
    pipeline = os.path.join(folder, "p.yaml")
    collection = step in ("write.rss", "write.atom", "write.jsonfeed", "write.sitemap")
    options = ", ".join(x for x in (with_, "on_missing: " + mode) if x)
    with open(pipeline, "w", encoding="utf-8") as f:
        f.write("stet: 1\npipelines:\n  main:\n    out:\n      - { use: %s, to: \"%s\", with: { %s } }\n"
                "      - { use: write.json, to: \"{{ stem }}.other\" }\n" % (step, "all.out" if collection else "{{ stem }}.out", options))
    out = os.path.join(folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([STET, "run", pipeline, os.path.join(folder, "a.json"), "-o", out, "--json", "--now", str(desk.NOW),
                           "--color", "never"], capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    written = os.path.isfile(os.path.join(out, "a.out"))
    if collection and os.path.isfile(os.path.join(out, "all.out")):
        with open(os.path.join(out, "all.out"), encoding="utf-8") as f:
            text = f.read()
        written = any(mark in text for mark in ("<item>", "<entry", "<url>", '"id":'))
    other = os.path.isfile(os.path.join(out, "a.other"))
    return done, (lines[0] if lines else {}), written, other


def is_said(record, step, field, rule, severity):
    for f in record.get("findings", []):
        if f["rule"].endswith("/field-missing") and f["step"] == step and f.get("evidence") == field:
            return (f"lacks {field} (" in f["message"] and rule in f["message"] and f["severity"] == severity and
                    f["effect"] == "label" and f["category"] == "format")
    return False


folder = tempfile.mkdtemp(prefix="stet-missing-")
try:
    for step, with_, without, field, rule, is_optional in CASES:
        if not has_step(step):
            desk.skip(step)
            continue
        with open(os.path.join(folder, "a.json"), "w", encoding="utf-8") as f:
            json.dump(article(without), f)
        for mode, severity, wanted in (("warn", "low", is_optional), ("skip", "medium", False), ("fail", "high", False)):
            done, record, written, other = run(folder, step, with_, mode)
            where = (step, mode, "without", field)
            check(is_said(record, step, field, rule, severity), *where, "is not found:", record.get("findings"), done.stderr[-300:])
            check(written == wanted, *where, "a file" if written else "no file")
            check(record.get("status") == ("failed" if mode == "fail" else "ok"), *where, record.get("status"))
            check(record.get("verdict") == ("review" if mode == "fail" else "label"), *where, "verdict", record.get("verdict"))
            check(other == (mode != "fail"), *where, "the other output", other)
            check(done.returncode == (4 if mode == "fail" else 0), *where, "exit status", done.returncode)
    # all that is missing is told at once
    with open(os.path.join(folder, "a.json"), "w", encoding="utf-8") as f:
        json.dump({"stet": 1, "name": "a.json", "fields": {}, "body": [], "notices": []}, f)
    for step, with_, count in (("write.newsmlg2", "", 5), ("write.epub", "", 3), ("write.applenews", "", 2), ("write.amp", "", 3),
                               ("write.atom", CHANNEL, 3), ("write.oembed", "", 2), ("write.sitemap", "publication: P", 2)):
        for mode in ("skip", "fail"):
            record = run(folder, step, with_, mode)[1] if has_step(step) else {"findings": [0] * count}
            check(len(record.get("findings", [])) == count, step, mode, "of an empty article", record.get("findings"))
    # nothing is missing: nothing is found, in no format
    with open(os.path.join(folder, "a.json"), "w", encoding="utf-8") as f:
        json.dump(article([]), f)
    for step, with_ in {(c[0], c[1]) for c in CASES if has_step(c[0])}:
        _, record, written, _ = run(folder, step, with_, "fail")
        check(written and not record.get("findings") and record.get("verdict") == "allow", step, "of a whole article", record)
finally:
    shutil.rmtree(folder, ignore_errors=True)
desk.done()
