# SPDX-License-Identifier: MIT
"""write.atom and write.jsonfeed: order, identity, people, rights, dates, hostile text."""
import html
import json
import re
import xml.etree.ElementTree as ET

import desk
from desk import check

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = ('title: "T & <t>", link: "https://h.example/?a&b", self: "https://h.example/f", author: Desk, '
        'rights: "(c) <h>", language: en')
INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")


def write(use, inputs, more="", **k):
    files, said = desk.write(use, inputs, FEED + more, to="feed.out", **k)
    return files.get("feed.out"), said


# ---- Atom
data, _ = write("write.atom", desk.golden() + desk.corpus(), ", limit: 1000")
desk.no_controls(data, "atom")
feed = ET.fromstring(data)
entries = feed.findall(ATOM + "entry")
check(feed.find(ATOM + "title").text == "T & <t>", "title of the feed")
check(len(feed.findall(ATOM + "updated")) == 1, "one updated")
check(feed.find(ATOM + "updated").text == entries[0].find(ATOM + "updated").text, "the feed is not as its newest entry")
check(len({e.find(ATOM + "id").text for e in entries}) == len(entries), "ids are not unique")
for e in entries:
    name = e.find(ATOM + "id").text
    for one in ("id", "title", "updated"):
        check(len(e.findall(ATOM + one)) == 1, name, one)
    for date in e.findall(ATOM + "updated") + e.findall(ATOM + "published"):
        check(INSTANT.match(date.text), name, date.text)
    for link in e.iter(ATOM + "link"):
        check(re.match(r"https?://[^\s<>\"]+$", link.get("href")), name, link.get("href"))
    check("javascript:" not in e.find(ATOM + "content").text, name, "script link")
    check("<script" not in e.find(ATOM + "content").text, name, "script")

full = next(e for e in entries if e.find(ATOM + "id").text == "tag:herald.example,2025:tide-1")
check([a.find(ATOM + "name").text for a in full.findall(ATOM + "author")] == ["Ada Fenwick", "Tomás Ó Briain"])
check([a.find(ATOM + "name").text for a in full.findall(ATOM + "contributor")] == ["Mei Lindqvist", "Jo Berg"])
check(full.find(ATOM + "rights").text.startswith("© 2025 The Estuary Post. All rights <reserved>."), "rights")
check({c.get("label"): c.get("scheme").rsplit(":", 1)[-1] for c in full.findall(ATOM + "category")} ==
      {"North Sea": "region", "Energy": "//cv.iptc.org/newscodes/mediatopic/", "locks & tides": "keyword",
       "Harbours": "section"}, "categories")
links = {a.get("rel"): a.get("href") for a in full.findall(ATOM + "link")}
check(links.get("via") == "https://tidewater.example/locks", links)
check(links.get("license") == "https://creativecommons.org/licenses/by-nd/4.0/", links)
check(full.find(ATOM + "published").text == "2025-03-14T00:00:00Z", "published")
check(full.find(ATOM + "updated").text == "2025-03-15T09:30:00+01:00", "updated")
shown = html.unescape(full.find(ATOM + "content").text)
for text in desk.texts():
    check(text in shown, "lost:", text)
check("No machine wrote this." in shown and "Photo: Mei Lindqvist / Estuary Post" in shown, "loose texts")
check('data-kind="correction"' in full.find(ATOM + "content").text, "the notice is not marked")

again, _ = write("write.atom", desk.golden(), ", limit: 1000", now=desk.NOW + 86400)
check(again == write("write.atom", desk.golden(), ", limit: 1000")[0], "the run's time shows in the feed")
one, _ = write("write.atom", desk.golden(), ", limit: 1")
check(one.count(b"<entry") == 1, "limit")
bare, said = write("write.atom", [desk.case("bare.md")])
check(bare is None, "an entry without a date was written")
_, said = write("write.atom", [desk.case("bare.md")], ", on_missing: fail", status=(4,))
check("id, canonical or url" in said, "what lacks is not named", said)

def judge(schema, data, spoiled):
    """The grammar accepts the feed, and none of its spoiled copies."""
    desk.relaxng(schema, data, schema)
    for old, new in spoiled:
        worse = re.sub(old, new, data.decode(), count=1, flags=re.S)
        check(worse != data.decode(), schema, "nothing to spoil:", old)
        desk.relaxng(schema, worse.encode(), f"{schema}: {old} -> {new}", is_valid=False)


judge("feeds/atom.rng", data, [
    ("(<entry.*?)<id>.*?</id>", r"\1"), ("(<entry.*?)<title>.*?</title>", r"\1"), ("(<entry.*?<updated>[^<T]*T[0-9:]*)[^<]*<", r"\1<"),
    ("(<entry.*?)</entry>", r"\1<rights/><rights/></entry>"), ('rel="alternate"', 'rel=""'), ("<name>[^<]*<", "<name><"),
    ("(<entry.*?)<link ", r"\1<link x='1' "), ('term="[^"]*"', ""), ('<content type="html"', '<content type="xml"')])

# ---- RSS
data = desk.write("write.rss", desk.golden() + desk.corpus(), 'title: "T & <t>", link: "https://h.example/?a&b", limit: 1000',
                  to="feed.out")[0].get("feed.out")
desk.no_controls(data, "rss")
judge("feeds/rss.rng", data, [
    ("<channel>\n<title>.*?</title>", "<channel>"), ("(<item.*?)<guid", r"\1<guid isPermaLink='true'>https://x.example/</guid><guid"),
    ('isPermaLink="true">[^<]*', 'isPermaLink="true">no address'), ("<pubDate>[A-Z][a-z]+, ", "<pubDate>"), ("<pubDate>([^<]*) 20(..) ", r"<pubDate>\1 \2 "),
    ("(<item.*?)<link>", r"\1<link>javascript:x</link><link>"), ("<item>", "<item><author>Jane Doe</author>"), ('version="2.0"', 'version="0.92"')])
for item in ET.fromstring(data).iter("item"):
    check(item.find("title") is not None or item.find("description") is not None, "an item without title and description")
    check("javascript:" not in (item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""), "a script link in RSS")

# ---- JSON Feed
data, _ = write("write.jsonfeed", desk.golden() + desk.corpus(), ", limit: 1000")
desk.no_controls(data, "jsonfeed")
feed = json.loads(data)
check(feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] == "T & <t>", "head")
check(feed["home_page_url"] == "https://h.example/?a&b" and feed["feed_url"] == "https://h.example/f", "addresses")
check(len({i["id"] for i in feed["items"]}) == len(feed["items"]) >= 3, "ids are not unique")
dates = [i["date_published"] for i in feed["items"] if "date_published" in i]
check(all(INSTANT.match(d) for d in dates) and dates == sorted(dates, reverse=True), "dates", dates)
for i in feed["items"]:
    check("content_html" in i and "javascript:" not in i["content_html"], i["id"])
    check(all(k in ("id", "url", "external_url", "title", "summary", "content_html", "image", "date_published",
                    "date_modified", "authors", "tags", "language", "_stet") for k in i), i.keys())
full = next(i for i in feed["items"] if i["id"].startswith("tag:"))
check([a["name"] for a in full["authors"]] == ["Ada Fenwick", "Tomás Ó Briain"], full["authors"])
check(full["external_url"] == "https://tidewater.example/locks", full["external_url"])
check(full["tags"] == ["North Sea", "Energy", "locks & tides", "Harbours"], full["tags"])
check(full["_stet"]["copyright_notice"].startswith("© 2025"), full["_stet"])
check(full["_stet"]["licence"].endswith("/by-nd/4.0/"), full["_stet"])
short = json.loads(write("write.jsonfeed", [desk.case("full.json")], ", content: summary")[0])["items"][0]
check("content_html" not in short and short["content_text"] == "The lower locks are open again.", short)
wrong, said = write("write.jsonfeed", [desk.case("full.json")], ', zone: "+99:00"', status=(78,))
check("zone" in said, "a zone that is none was accepted", said)
desk.done()
