# SPDX-License-Identifier: MIT
"""What partners send back: write, read, write gives the same bytes, and what was read is the article,
in its fields, its headings, lists, quotes and links, and in every notice."""
import json
import os
import tempfile

import desk
from desk import check

desk.needs("read.nitf")

FORMATS = {  # use, options, ending
    "ninjs 3.1": ("write.ninjs", "", "json"),
    "ninjs 2.1": ("write.ninjs", 'version: "2.1"', "json"),
    "ninjs 1.5": ("write.ninjs", 'version: "1.5"', "json"),
    "ninjs inside": ("write.ninjs", "notices: inside", "json"),
    "nitf": ("write.nitf", "", "xml"),
    "newsml nitf": ("write.newsmlg2", "provider: Example Herald", "xml"),
    "newsml xhtml": ("write.newsmlg2", "provider: Example Herald, content: xhtml", "xml"),
    "json-ld": ("write.jsonld", "", "jsonld"),
    "markdown": ("write.markdown", "afresh: true", "md"),
    "canonical": ("write.json", "", "json"),
}
FEED = 'title: Example Herald, link: "https://herald.example/", self: "https://herald.example/feed", limit: 100'
FEEDS = {"atom": ("write.atom", "feed.atom"), "rss": ("write.rss", "feed.xml"), "json": ("write.jsonfeed", "feed.json")}
# What a format has no place for, or only another one; everything else must come back.
LOSES = {
    "ninjs 3.1": {"published", "created", "embargo", "site", "copyright_year", "subjects"},
    "ninjs 2.1": {"published", "created", "embargo", "site", "copyright_year", "subjects", "digital_source"},
    "ninjs 1.5": {"published", "created", "embargo", "site", "copyright_year", "subjects", "digital_source",
                  "origin", "authors", "alt_headline", "publisher", "series"},
    "ninjs inside": {"published", "created", "embargo", "site", "copyright_year", "subjects"},
    "nitf": {"created", "authors", "series", "words"},
    "newsml nitf": {"site", "embargo", "words"},
    "newsml xhtml": {"site", "copyright_year", "images", "embargo", "published"},
    "json-ld": {"created", "kicker", "slug", "byline", "embargo", "site", "usage_terms", "print_edition", "image_credits",
                "digital_source", "headings", "items", "ordered", "quotes", "links", "media", "credits", "words", "inline", "notices"},
    "markdown": {"words", "notices", "media", "credits", "inline"},
    "canonical": set(),
    "atom": {"created", "embargo", "expires", "kicker", "slug", "byline", "dateline", "alt_headline", "site", "standfirst",
             "excerpt", "published", "agency", "publisher", "copyright_holder", "copyright_year", "version", "status",
             "digital_source", "images", "genre", "print_edition", "sponsor", "tdm", "corrections", "series", "subjects"},
}
LOSES["rss"] = LOSES["atom"] - {"images", "subjects"} | {"authors"}
LOSES["json"] = LOSES["atom"] - {"subjects"}


def text_of(node):
    if node["kind"] in ("text", "code_span", "math", "code"):
        return node.get("text", "")
    if node["kind"] in ("soft_break", "line_break"):
        return " "
    return "".join(text_of(c) for c in node.get("content", []))


INLINE = set(desk.INLINE)


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node.get("content", []))


def blocks(article):
    """As `range` numbers them."""
    return [n for n in walk(article["body"]) if n["kind"] not in INLINE]


def value(article, field):
    """The chosen statement: its text, or the names and addresses of its parts."""
    found = []
    for s in article["fields"].get(field, []):
        if "value" in s:
            found.append(s["value"])
        found += [tuple(p.get("attrs", {}).get(k) for k in ("name", "url", "title") if p.get("attrs", {}).get(k))
                  or (p.get("text"),) for p in s.get("content", [])]
        if field not in ("subjects", "alt_headline", "images", "translations", "corrections", "trust", "alt_ids", "image_credits"):
            break
    return found


FIELDS = ("headline", "kicker", "slug", "standfirst", "excerpt", "byline", "authors", "publisher", "site", "origin", "agency",
          "created", "published", "updated", "embargo", "expires", "dateline", "language", "genre", "version", "status",
          "copyright_holder", "copyright_year", "copyright_notice", "usage_terms", "tdm", "digital_source", "print_edition",
          "sponsor", "corrections", "image_credits", "series", "alt_headline")


def notices(article):
    """(kind, text) of each notice, its words alone."""
    flat = blocks(article)
    found = []
    for notice in article.get("notices", []):
        text = notice.get("text", "")
        for r in notice.get("content", []):
            if r["kind"] == "range":
                text += " " + text_of(flat[r["block"]])
        found.append((notice["kind"], " ".join(text.split())))
    return sorted(found)


def facts(article):
    body = list(walk(article["body"]))
    covered = {r["block"] for n in article.get("notices", []) for r in n.get("content", []) if r["kind"] == "range"}
    seen = {id(n) for i in covered for n in walk([blocks(article)[i]])}
    plain = [n for n in body if id(n) not in seen]
    result = {f: value(article, f) for f in FIELDS}
    result["subjects"] = sorted((p["attrs"].get("axis", ""), p["attrs"]["name"]) for s in article["fields"].get("subjects", [])
                                for p in s["content"])
    result["images"] = [(p["attrs"].get("src"), p["attrs"].get("alt"), p["attrs"].get("credit"))
                        for s in article["fields"].get("images", []) for p in s["content"]]
    result["headings"] = [(max(2, n.get("attrs", {}).get("level", 2)), text_of(n).strip()) for n in plain if n["kind"] == "heading"]
    result["items"] = [" ".join(text_of(n).split()) for n in plain if n["kind"] == "item"]
    result["ordered"] = [(n["attrs"].get("ordered", 0), n["attrs"].get("start", 1)) for n in plain if n["kind"] == "list"]
    result["quotes"] = [" ".join(text_of(n).split()) for n in plain if n["kind"] == "quote"]
    result["links"] = [n["attrs"]["href"] for n in plain if n["kind"] == "link" and n.get("attrs", {}).get("href", "").startswith("http")]
    result["media"] = [n["attrs"]["src"] for n in plain if n["kind"] == "media" and "src" in n.get("attrs", {})]
    result["credits"] = [text_of(n) for n in plain if n["kind"] == "credit"]
    result["words"] = " ".join(" ".join(text_of(b) for b in article["body"] if id(b) not in seen).split())
    result["inline"] = sorted(n["kind"] for n in plain if n["kind"] in
                              ("emphasis", "strong", "code_span", "footnote_ref", "footnote", "table", "row", "cell", "code", "time"))
    result["notices"] = notices(article)
    return result


def canon(paths):
    files, _ = desk.write("write.json", paths, to="{{ stem }}.can")
    return {name.split(".")[0]: json.loads(data) for name, data in files.items()}


def save(folder, files):
    paths = []
    for name, data in files.items():
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "wb") as f:
            f.write(data)
    return paths


def same(name, first, second):
    check(sorted(first) == sorted(second), name, "files", set(first) ^ set(second))
    for f in first:
        if first[f] != second.get(f):
            a, b = first[f].decode(), second.get(f, b"").decode()
            at = next((i for i in range(min(len(a), len(b))) if a[i] != b[i]), min(len(a), len(b)))
            check(False, name, f, "differs:", repr(a[max(0, at - 60):at + 60]), repr(b[max(0, at - 60):at + 60]))


def compare(name, before, after):
    loses = LOSES[name]
    for key in before:
        if key in loses:
            continue
        same = set(before[key]) <= set(after[key]) if key == "links" else before[key] == after[key]
        check(same, name, key, "\n   was", before[key], "\n   is ", after[key])


full = desk.case("full.json")
before = facts(canon([full])["full"])
# dated by its update alone, a translator of no sort, the same notice twice, blanks around line ends
SMALL = {"stet": 1, "name": "small.json",
         "fields": {"id": [{"value": "urn:x:small", "source": "s", "confidence": "asserted"}],
                    "headline": [{"value": "Small", "source": "s", "confidence": "asserted"}],
                    "language": [{"value": "en", "source": "s", "confidence": "asserted"}],
                    "updated": [{"value": "2025-01-12T09:14:00Z", "source": "s", "confidence": "asserted"}],
                    "translators": [{"source": "s", "confidence": "asserted", "content": [
                        {"kind": "party", "attrs": {"name": "T. Ra", "role": "translator"}}]}]},
         "body": [{"kind": "paragraph", "zone": "body", "content": [
             {"kind": "text", "text": "a "}, {"kind": "html_inline", "text": "<b>"}, {"kind": "soft_break"},
             {"kind": "text", "text": "b"}]}],
         "notices": [{"kind": "follow_cta", "zone": zone, "text": "Follow us.", "source": "s", "confidence": "asserted"}
                     for zone in ("head", "tail")]}
BLANKS = dict(SMALL, notices=[{"kind": "disclaimer.liability", "zone": "tail", "text": " No\n  warranty. ", "source": "s",
                               "confidence": "asserted"}])
small_folder = tempfile.TemporaryDirectory()
small = os.path.join(small_folder.name, "small.json")
with open(small, "w", encoding="utf-8") as f:
    json.dump(SMALL, f)
others = [small, desk.case("bare.md"), desk.case("hostile.md")] + desk.corpus()
for name, (use, options, ending) in FORMATS.items():
    with tempfile.TemporaryDirectory() as folder:
        first, _ = desk.write(use, [full] + others, options, to="{{ stem }}." + ending)
        check(len(first) > 0, name, "wrote nothing")
        paths = save(folder, first)
        second, said = desk.write(use, paths, options, to="{{ stem }}." + ending)
        same(name, first, second)
        compare(name, before, facts(canon([os.path.join(folder, "full." + ending)])["full"]))
with tempfile.TemporaryDirectory() as folder:
    blanks = os.path.join(folder, "blanks.json")
    with open(blanks, "w", encoding="utf-8") as f:
        json.dump(BLANKS, f)
    month = os.path.join(folder, "month.json")
    with open(month, "w", encoding="utf-8") as f:
        json.dump(dict(SMALL, fields=dict(SMALL["fields"], published=[{"value": "2020-12", "source": "s", "confidence": "asserted"}])), f)
    first, _ = desk.write("write.nitf", [month], to="{{ stem }}.xml")
    second, _ = desk.write("write.nitf", save(folder, first), to="{{ stem }}.xml")
    same("a month", first, second)
    check(b'"date.issue" content="2020-12"' in b"".join(first.values()) and b"<date.issue" not in b"".join(first.values()), "a month", first)
    first, _ = desk.write("write.ninjs", [blanks], to="{{ stem }}.nj.json")
    second, _ = desk.write("write.ninjs", save(folder, first), to="{{ stem }}.json")
    check(list(first.values()) == list(second.values()) and b"No\\nwarranty." in list(first.values())[0], "blanks of a notice", first)
for name, (use, to) in FEEDS.items():
    with tempfile.TemporaryDirectory() as folder:
        # what looks like a tag in a title of RSS is one to some readers, and text to others
        mixed = [p for p in others if name != "rss" or not p.endswith("hostile.md")]
        first, _ = desk.write(use, [full] + mixed, FEED, to=to)
        second, _ = desk.write(use, save(folder, first), FEED, to=to)
        same(name, first, second)
        single, _ = desk.write(use, [full], FEED, to=to)
        compare(name, before, facts(list(canon(save(folder, single)).values())[0]))
# A day stays a day where the format takes one; nothing becomes midnight unsaid.
check(before["published"] == ["2025-03-14"], "the case says a day", before["published"])
desk.done()
