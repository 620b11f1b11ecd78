# SPDX-License-Identifier: MIT
"""write.applenews: article.json by Apple's reference (roles, properties, tags that are refused), what is required,
notices in asides, hostile articles."""
import json
import os
import re
import tempfile
from html.parser import HTMLParser

import desk
from desk import check

TOP = {"version", "identifier", "language", "title", "layout", "metadata", "components", "componentTextStyles"}
METADATA = {"authors", "canonicalURL", "contentGenerationType", "dateCreated", "dateModified", "datePublished", "excerpt",
            "generatorName", "keywords", "thumbnailURL"}
TEXT = {"body", "title", "heading", "heading1", "heading2", "heading3", "heading4", "heading5", "heading6", "intro",
        "caption", "byline", "photographer", "quote", "pullquote"}
MEDIA = {"photo", "video", "audio"}
TAGS = {"p", "strong", "em", "a", "ul", "ol", "li", "br", "sub", "sup", "del", "pre", "code", "footer", "aside", "blockquote",
        "span", "div"}
TABLE = TAGS | {"table", "caption", "tr", "td", "th"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


class Html(HTMLParser):
    """Every element is one of the allowed, is closed in order, and holds no attribute but a safe href."""

    def __init__(self, where, allowed):
        super().__init__(convert_charrefs=True)
        self.where, self.allowed, self.open, self.text = where, allowed, [], ""

    def handle_starttag(self, tag, attrs):
        check(tag in self.allowed, self.where, "<%s>" % tag)
        for key, value in attrs:
            check(tag == "a" and key == "href" and re.match(r"(https?|mailto|tel):", value or ""), self.where, tag, key, value)
        check(tag != "a" or "a" not in self.open, self.where, "a link in a link")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, self.where, "</%s> closes another" % tag)

    def handle_data(self, data):
        self.text += data


def judge(name, data):
    desk.no_controls(data, name)
    a = json.loads(data)
    check(set(a) == TOP, name, "members", set(a) ^ TOP)
    check(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", a["identifier"]), name, a["identifier"])
    check(set(a["metadata"]) <= METADATA, name, set(a["metadata"]) - METADATA)
    for key, value in a["metadata"].items():
        if key.startswith("date"):
            check(INSTANT.fullmatch(value) and int(value[:4]) >= 1970, name, key, value)
    check(len(a["metadata"].get("keywords", [])) <= 50, name, "keywords")
    check("default" in a["componentTextStyles"], name, "no default style")
    ids, texts = [], []
    todo = list(a["components"])
    check(todo, name, "no components")
    while todo:
        c = todo.pop(0)
        role = c.get("role")
        if "identifier" in c:
            ids.append(c["identifier"])
        if role == "aside":
            check(c["components"] and set(c) <= {"role", "identifier", "components"}, name, "aside", c)
            todo = c["components"] + todo
        elif role in TEXT:
            check(set(c) <= {"role", "text", "format"} and c["text"].strip(), name, c)
            if c.get("format") == "html":
                parser = Html(name, TAGS)
                parser.feed(c["text"])
                parser.close()
                check(not parser.open, name, "open", parser.open)
                texts.append(parser.text)
            else:
                texts.append(c["text"])
        elif role == "htmltable":
            check(re.fullmatch(r"<table>.*</table>", c["html"], re.S), name, "one table")
            parser = Html(name, TABLE)
            parser.feed(c["html"])
            texts.append(parser.text)
        elif role in MEDIA:
            check(re.match(r"https?://", c.get("URL", "")), name, c)
        else:
            check(role == "divider" and set(c) == {"role"}, name, c)
    check(len(ids) == len(set(ids)), name, "an identifier stands twice")
    return a, ids, " ".join(" ".join(texts).split())


folder = tempfile.TemporaryDirectory()
inputs = desk.golden() + desk.random_articles(folder.name, 120) + desk.corpus(45)
files, said = desk.write("write.applenews", inputs, "language: en", to="{{ stem }}.out")
stems = [os.path.splitext(os.path.basename(i))[0] for i in inputs]
gone = {s for s in stems if s + ".out" not in files}
check(gone <= {"bare", "syndicated"}, "no file of", gone)  # no step looks for a headline here
check("bare.out" not in files and "title is required" in said, "an article without headline was written")
for name, data in files.items():
    judge(name, data)
a, ids, text = judge("full", files["full.out"])
for wanted in desk.texts():
    check(" ".join(wanted.split()) in text, "full lacks", wanted[:60])
m = a["metadata"]
check(m["authors"] == ["Ada Fenwick", "Tomás Ó Briain"], m["authors"])
check(m["canonicalURL"] == "https://herald.example/news/tide-and-time", m)
check(m["contentGenerationType"] == "syndicated", m)
check(m["datePublished"] == "2025-03-14T00:00:00Z" and m["dateModified"] == "2025-03-15T09:30:00+01:00", m)
check("datePublished: the article names no hour, 00:00 is written" in said, "a day became midnight in silence")
roles = [c["role"] for c in a["components"]]
for role in ("title", "intro", "byline", "photo", "heading2", "quote", "htmltable", "divider", "caption"):
    check(role in roles, "no", role, roles)
for kind in ("correction", "disclaimer-opinion", "repost-invitation", "disclosure-ai"):
    check(any(re.fullmatch(f"stet-notice-{kind}-\\d+", i) for i in ids), "no notice", kind, ids)

mute = os.path.join(folder.name, "mute.md")
with open(mute, "w", encoding="utf-8") as f:
    f.write("---\ntitle: T\ndate: 1969-07-20\ndigital_source: x\n---\n\nText.\n")
files, said = desk.write("write.applenews", [mute], "on_missing: fail", to="{{ stem }}.out", status=(4,))
check(not files and "Apple News Format: the article lacks language (language is required" in said, said)
files, said = desk.write("write.applenews", [mute], "on_missing: warn", to="{{ stem }}.out")
check(not files, "no language can be left out")
files, said = desk.write("write.applenews", [mute], "language: en", to="{{ stem }}.out")
check("datePublished" not in json.loads(files["mute.out"])["metadata"] and "before 1970" in said, said)
folder.cleanup()
desk.done()
