# SPDX-License-Identifier: MIT
"""What a page must not say: a time without a zone, a link that leads nowhere, a heading below nothing."""
import json
import os
import re
import tempfile

import desk
from desk import check

ADDRESS = 'url: "https://h.example/{{ stem }}"'


def text(value):
    return [{"kind": "text", "text": value}]


def block(kind, content, **attrs):
    return {"kind": kind, "zone": "body", **({"attrs": attrs} if attrs else {}), "content": content}


def article(folder, fields, body):
    value = {"headline": "A headline", "language": "en", "canonical": "https://h.example/a", "id": "https://h.example/a",
             "publisher": "H", **fields}
    path = os.path.join(folder, "a.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"stet": 1, "name": "a", "body": body, "notices": [],
                   "fields": {k: [{"value": v, "source": "front_matter", "confidence": "asserted"}]
                              for k, v in value.items() if v}}, f)
    return path


def written(use, path, with_, to=None):
    files, said = desk.write(use, [path], with_, to=to, flags=["--verbose"])
    check(len(files) == 1, use, with_, "files", list(files), said)
    return "".join(d.decode() for d in files.values()), said


# ---- times whose zone nobody knows ---------------------------------------------
FIELDS = {"created": "2024-06-25T10:00", "published": "2024-06-26T11:50", "updated": "2024-06-26T17:14:09",
          "expires": "2031-01-02T03:04"}
TIME = re.compile(r"(?<!datetime=\")\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?![\d:Z+-])")


def times_have_a_zone(folder):
    path = article(folder, FIELDS, [block("paragraph", text("Some text."))])
    for use in ("write.html", "write.amp", "write.jsonld"):
        page, said = written(use, path, ADDRESS)
        check(not TIME.search(page), use, "says a time without a zone:", TIME.findall(page))
        check(page.count("2024-06-26") >= 2, use, "has lost the day")
        check(said.count("names no zone") == 4, use, "tells it", said.count("names no zone"), "times:", said)
        page, said = written(use, path, ADDRESS + ', zone: "-03:30"')
        check("2024-06-26T11:50-03:30" in page and "2024-06-26T17:14:09-03:30" in page, use, "the zone of the option")
        check(not TIME.search(page), use, "says a time without a zone:", TIME.findall(page))
    for use, zone in (("write.rss", " +0530"), ("write.atom", "+05:30")):
        page, said = written(use, path, 'title: T, link: "https://h.example/", zone: "+05:30"', to="all.out")
        check("11:50:00" + zone in page, use, "zone", page[:300])
    stated = article(folder, {"published": "2024-06-26T11:50+02:00", "updated": "2024-06"}, [block("paragraph", text("x"))])
    page, said = written("write.html", stated, ADDRESS + ', zone: "-03:30"')
    check('published_time" content="2024-06-26T11:50+02:00"' in page and "names no zone" not in said, "a stated zone stays", said)
    check('dcterms.modified" content="2024-06"' in page, "a month stays a month")


def later_is_not_earlier(folder):
    """A version of the day of publication, whose hour nobody says."""
    path = article(folder, {"published": "2024-03-01T10:15:00Z", "updated": "2024-03-01"}, [block("paragraph", text("x"))])
    for use, with_, to in (("write.jsonfeed", 'title: T, link: "https://h.example/"', "all.out"), ("write.ninjs", "", None),
                           ("write.atom", 'title: T, link: "https://h.example/"', "all.out"),
                           ("write.newsmlg2", "provider: P", None)):
        page, said = written(use, path, with_, to=to)
        check("T00:00:00" not in page and page.count("2024-03-01T10:15:00") >= 2, use, "updated before it was published", page)
        check("that of its publication is written" in said, use, "does not tell it", said)
    path = article(folder, {"published": "2024-03-01T10:15:00Z", "updated": "2024-03-02"}, [block("paragraph", text("x"))])
    check("2024-03-02T00:00:00" in written("write.ninjs", path, "")[0], "another day begins at midnight")
    path = article(folder, {"published": "2024-03", "updated": "2024"}, [block("paragraph", text("x"))])
    page, said = written("write.html", path, ADDRESS)
    check("article:published_time" not in page and 'dcterms.issued" content="2024-03"' in page, "a month in Open Graph")
    check("takes no date without its day" in said, "a month is told", said)


def times_are_times(folder):
    for value, is_time in (("2024-03-01", True), ("2024-03-01T10:15Z", True), ("PT2H", True), ("14:30", True), ("2024", True),
                           ("1 March", False), ("", False), ("2024/03/01", False), ("P", False), ("2024-13-45", False)):
        body = [block("paragraph", [{"kind": "time", **({"attrs": {"datetime": value}} if value else {}),
                                     "content": text("then, as said")}])]
        page, _ = written("write.html", article(folder, {}, body), ADDRESS)
        check(("<time" in page) == is_time and "then, as said" in page, "time of", value)


# ---- links within the page -----------------------------------------------------
def links_land(folder):
    link = {"kind": "link", "attrs": {"href": "#/portal/signup"}, "content": text("Sign up")}
    other = {"kind": "link", "attrs": {"href": " #y"}, "content": text("Contents")}
    note = {"kind": "link", "attrs": {"href": "#fn-1"}, "content": text("the note")}
    body = [block("paragraph", [link, *text(" and "), other, *text(" and "), note]),
            block("paragraph", [{"kind": "footnote_ref", "attrs": {"label": "1"}}]),
            block("footnote", text("A note."), label="1")]
    path = article(folder, {"published": "2024-06-26"}, body)
    for use, with_ in (("write.html", ADDRESS), ("write.html", "document: fragment"), ("write.amp", ADDRESS), ("write.ninjs", ""),
                       ("write.newsmlg2", "provider: P, content: xhtml"), ("write.newsmlg2", "provider: P"), ("write.nitf", ""),
                       ("write.applenews", "")):
        page, said = written(use, path, with_)
        ids = re.findall(r'\bid=\\?"([^"\\]+)', page)
        for target in re.findall(r'href=\\?"#([^"\\]*)', page):
            check(target in ids, use, "leads nowhere: #" + target, ids)
        check("Sign up" in page and "Contents" in page and "the note" in page, use, "has lost the words of a link")
        check(re.search("[23] links lead to no place of the text", said) and "#/portal/signup" in said, use, with_, "does not tell it:", said)
    page, _ = written("write.html", path, ADDRESS)
    check('<a href="#stet-fn-1">the note</a>' in page, "a link to a footnote stays a link")


# ---- levels of headings --------------------------------------------------------
LEVELS = [  # of the article, of the page, headings that are raised
    ([2, 3, 4, 2], [2, 3, 4, 2], 0),
    ([3, 4, 3], [2, 3, 2], 0),       # begins deeper: all are raised, none skips
    ([2, 4, 4, 3, 4], [2, 3, 3, 3, 4], 2),
    ([4, 2, 4], [2, 2, 3], 2),
    ([2, 6, 5, 6], [2, 3, 3, 4], 3),
    ([1, 3, 1, 2], [2, 3, 2, 2], 0),
    ([3, 2], [2, 2], 1),
]


def headings_do_not_skip(folder):
    for given, wanted, raised in LEVELS:
        path = article(folder, {}, [block("heading", text(f"Part {i}"), level=n) for i, n in enumerate(given)])
        for use in ("write.html", "write.amp"):
            page, said = written(use, path, ADDRESS)
            found = [int(n) for n in re.findall(r"<h([1-6])[ >]", page)]
            check(found == [1] + wanted, use, given, "became", found, "not", [1] + wanted)
            told = re.search(r"(\d+) headings? skips? a level", said)
            check((int(told.group(1)) if told else 0) == raised, use, given, "tells", told and told.group(0))
        page, _ = written("write.html", path, "document: fragment")
        check([int(n) for n in re.findall(r"<h([1-6])[ >]", page)] == given, "a fragment keeps the levels", given)


with tempfile.TemporaryDirectory() as folder:
    times_have_a_zone(folder)
    later_is_not_earlier(folder)
    times_are_times(folder)
    links_land(folder)
    headings_do_not_skip(folder)
desk.done()
