# SPDX-License-Identifier: MIT
"""The matrix of formats: no blank cell, and each writer does what its table says.

For every kind there is an article that holds a word in it which stands nowhere else. Written by every
writer, the word is there when the table says rendered, and gone when it says dropped. Each degrade and
drop is a message with its place."""
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import desk
from desk import check

STET = os.path.join(desk.BUILD, "stet")
CHANNEL = "title: T, link: \"https://h.example/\", limit: 1000"
WITH = {"rss": CHANNEL, "atom": CHANNEL, "jsonfeed": CHANNEL, "sitemap": "publication: P, older: list", "newsmlg2": "provider: P", "signals": "format: rsl"}

# in the other form of its output; a page that needs an address, which the article with an id has not
ELSEWHERE = {("write.signals", "tdm"), ("write.amp", "id")}

matrix = json.loads(subprocess.run([STET, "formats", "--json"], capture_output=True, text=True, check=True).stdout)
formats = [f["step"] for f in matrix["formats"]]
kinds = {k["name"]: k for k in matrix["kinds"]}
for name, kind in kinds.items():
    for step in formats:
        cell = kind["cells"].get(step, {})
        check(cell.get("what") in ("renders", "degrades", "drops"), step, "says nothing of", name)
        check(cell.get("what") != "degrades" or cell.get("into"), step, name, "degrades to what?")

# ---- articles: one for each kind, with its word ---------------------------------------------------------------------
INLINE_HOLDERS = ("paragraph", "heading", "preformatted", "term", "emphasis", "strong", "underline", "strike", "subscript",
                  "superscript", "link", "quotation", "time", "citation", "span", "abbreviation", "item", "cell", "caption",
                  "credit", "footnote", "definition", "question", "answer")
UNDER = {"item": ["list"], "row": ["table"], "cell": ["table", "row"], "caption": ["figure"], "credit": ["figure"],
         "term": ["definitions"], "definition": ["definitions"]}
SPECIAL = {"list": "item", "table": "cell", "row": "cell", "definitions": "term"}
OWN = ("code", "html", "shortcode", "embed", "text", "code_span", "math", "html_inline", "shortcode_inline")
LOOK = {"html": "<b>%s</b>", "html_inline": "<b>%s</b>", "shortcode": "{{< %s >}}", "shortcode_inline": "{{< %s >}}"}
# nothing of their own can be looked for: marks, and what only holds others
SILENT = ("separator", "slot", "line_break", "soft_break", "footnote_ref", "range", "stamp", "extra", "stamps")
DATES = ("created", "published", "republished", "updated", "embargo", "expires")
VALUES = {"language": "gsw", "direction": "rtl", "genre": "analysis", "status": "usable", "tdm": "reserved",
          "digital_source": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "access": "metered",
          "licence": "CC-BY-ND-4.0", "copyright_year": "2019"}
# what the value looks like when it is written: any of these
SEEN = {"language": ["gsw"], "direction": ["rtl"], "genre": ["analysis", "Analysis"], "status": ["usable"],
        "tdm": ["reserved", "DMI-PROHIBITED", "tdm:reservation", "tdm-reservation", "TDM", "<prohibits"],
        "digital_source": ["rainedAlgorithmicMedia", '"AI"'], "access": ["metered", "isAccessibleForFree"],
        "licence": ["CC-BY-ND-4.0", "by-nd/4.0"], "copyright_year": ["2019"]}


def claim(**more):
    return [{"source": "front_matter", "confidence": "asserted", **more}]


def word(name):
    return "zq" + re.sub("[^a-z]", "", name) + "qz"


def base(name):
    return {"stet": 1, "name": name, "fields": {
        "headline": claim(value="Plain headline"), "language": claim(value="en"), "byline": claim(value="By Plain"),
        "published": claim(value="2025-03-15T08:00:00Z"), "canonical": claim(value="https://h.example/" + name),
        "slug": claim(value=name), "tdm": claim(value="reserved")}, "body": [], "notices": []}


def node(kind, text):
    if kind in OWN:
        made = {"kind": kind, "text": LOOK.get(kind, "%s") % text}
        if kind == "embed":
            made["attrs"] = {"href": "https://v.example/" + text, "title": text}
        return made
    if kind in ("media", "image"):
        return {"kind": kind, "attrs": {"src": f"https://h.example/{text}.png", "alt": text, "media": "image"}}
    if kind in SPECIAL:
        inner = node(SPECIAL[kind], text)
        return {"kind": kind, "content": [{"kind": "row", "content": [inner]} if kind == "table" else inner]}
    made = {"kind": kind, "content": [{"kind": "text", "text": text}]}
    if kind not in INLINE_HOLDERS:
        made["content"] = [{"kind": "paragraph", "content": made["content"]}]
    made["attrs"] = {"link": {"href": "https://h.example/l"}, "heading": {"level": 2}, "time": {"datetime": "2025-03-14"},
                     "footnote": {"label": "1"}, "abbreviation": {"title": "long"}}.get(kind, {})
    return made


def block_of(name, kind, text):
    made = node(name, text)
    if kind["family"] == "inlines":
        made = {"kind": "paragraph", "content": [{"kind": "text", "text": "A line with "}, made]}
    for parent in reversed(UNDER.get(name, [])):
        made = {"kind": parent, "content": [made]}
    if name in ("caption", "credit"):
        made["content"].insert(0, node("media", "plain"))
    return {**made, "zone": "body"}


def part_of(name, text):
    attrs = {"name": text}
    if name == "ref":
        attrs = {"url": "https://h.example/" + text, "lang": "fr", "name": text}
    if name == "part.media":
        attrs = {"src": f"https://h.example/{text}.png", "alt": text}
    if name == "concept":
        attrs["axis"] = "topic"
    return {"kind": name, "attrs": attrs}


def article_of(name, kind):
    """(article, what to look for) or None"""
    text = word(name)
    a = base("a-" + re.sub("[^a-z]", "-", name))
    if name in SILENT or name.startswith("x."):
        return None
    if kind["family"] in ("blocks", "inlines"):
        a["body"] = [block_of(name, kind, text)]
        return a, [text]
    if kind["family"] == "notices":
        a["notices"] = [{"kind": name, "text": f"Notice {text}."}]
        return a, [text]
    if kind["family"] != "fields":
        return None
    value, seen = VALUES.get(name, text), SEEN.get(name, [text])
    if name in DATES:
        day = 1 + DATES.index(name)
        value = f"2023-10-0{day}T09:26:53Z" if name in ("created", "republished") else f"2025-03-1{day}T07:26:53Z"
        seen = ["26:53", "T072653", "T092653"]
        if name == "expires":
            value = "2031-10-06T07:26:53Z"
        if name == "embargo":
            value = "2024-10-05T07:26:53Z"
    if name in ("words", "characters", "sentences", "paragraphs", "reading_time", "version", "comments"):
        value, seen = "7654321", ["7654321"]
        a["body"] = [block_of("paragraph", kinds["paragraph"], "Some text")]  # a count is of something
    if name == "reading_time":
        value, seen = "1260", ["1260", "PT21M", "PT1260S"]
    if name == "comments":
        value, seen = "https://h.example/" + text, [text]
    if name in ("url", "id"):
        a["fields"].pop("canonical", None)
    if name in ("canonical", "url", "id", "trust"):
        value = "https://h.example/" + text
    if name in ("authors", "contributors", "translators", "publisher", "agency", "sponsor", "copyright_holder"):
        a["fields"][name] = claim(content=[part_of("party", text)])
        if name == "authors":
            del a["fields"]["byline"]
    elif name == "subjects":
        a["fields"][name] = claim(content=[part_of("concept", text)])
    elif name == "images":
        a["fields"][name] = claim(content=[part_of("part.media", text)])
    elif name in ("translations", "translation_of", "origin", "series"):
        part = part_of("ref", text)
        if name in ("origin", "series"):
            part["attrs"]["name"] = text
        a["fields"][name] = claim(content=[part])
    elif name == "trust":
        a["fields"][name] = claim(content=[{"kind": "ref", "attrs": {
            "name": text, "url": "https://h.example/" + text, "role": "https://schema.org/correctionsPolicy"}}])
    elif name == "corrections":
        a["fields"][name] = claim(content=[{"kind": "part.correction",
                                            "text": text}])
    elif name == "alt_ids":
        a["fields"][name] = claim(content=[{"kind": "party", "attrs": {"name": text, "scheme": "desk"}}])
    elif name == "alt_headline":
        a["fields"][name] = claim(value=text, attrs={"role": "short"})
    else:
        a["fields"][name] = claim(value=value)
    return a, seen


def unpacked(data):
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(n).decode("utf-8") for n in book.namelist() if not n.endswith((".css", "nav.xhtml")))


def run(folder, step, paths):
    short = step.split(".", 1)[1]
    collection = next(f for f in matrix["formats"] if f["step"] == step)["collection"]
    with_ = WITH.get(short, "")
    if short == "csv":
        names = ["text", "notices"] + [k for k, v in kinds.items() if v["family"] == "fields"]
        with_ = "fields: [" + ", ".join(names) + "]"
    to = "all.out" if collection and short != "epub" else "{{ stem }}.out"
    pipeline = os.path.join(folder, short + ".yaml")
    with open(pipeline, "w", encoding="utf-8") as f:
        f.write(f"stet: 1\npipelines:\n  main:\n    steps: []\n    out:\n      - {{ use: {step}, to: \"{to}\", with: {{ {with_} }} }}\n")
    out = os.path.join(folder, short)
    done = subprocess.run([STET, "run", pipeline, *paths, "-o", out, "--now", str(desk.NOW), "--verbose", "--color", "never"],
                          capture_output=True, text=True)
    # one article has no address: signals are of an address
    check(done.returncode in (0, 4 if short == "signals" else 0), step, done.returncode, done.stderr[-500:])
    texts = {}
    if os.path.isdir(out):
        for name in os.listdir(out):
            if name.endswith(".out"):
                with open(os.path.join(out, name), "rb") as f:
                    texts[name] = unpacked(f.read())
    return texts, done.stderr


folder = tempfile.mkdtemp(prefix="stet-formats-")
wanted = {}
paths = []
for name, kind in kinds.items():
    made = article_of(name, kind)
    if not made:
        continue
    wanted[name] = made
    paths.append(os.path.join(folder, made[0]["name"] + ".json"))
    with open(paths[-1], "w", encoding="utf-8") as f:
        json.dump(made[0], f)
only = sys.argv[1:]
for step in formats:
    if only and step not in only:
        continue
    texts, said = run(folder, step, paths)
    whole = texts.get("all.out")
    for name, (article, seen) in wanted.items():
        cell = kinds[name]["cells"][step]["what"]
        if whole is not None and not seen[0].startswith("zq"):
            continue  # one file of all: only words tell whose they are
        text = whole if whole is not None else texts.get(article["name"] + ".out", "")
        there = any(s in text for s in seen)
        check(not (cell == "renders" and not there) or (step, name) in ELSEWHERE, step, "says it renders", name, "and does not")
        check(not (cell == "drops" and there), step, "says it drops", name, "and writes it")
        if cell != "renders":
            line = re.search(rf"^{article['name']}: loss: {step.replace('.', '[.]')} (?:leaves out|writes) {re.escape(name)}\b", said, re.M)
            check(line, step, "is silent about", name)
shutil.rmtree(folder, ignore_errors=True)
desk.done()
