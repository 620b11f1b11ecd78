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
    files, said = desk.write(use, [path], with_, to=to)
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
    check('modified_time" content="2024-06"' in page, "a month stays a month")


with tempfile.TemporaryDirectory() as folder:
    times_have_a_zone(folder)
desk.done()
