# SPDX-License-Identifier: MIT
"""write.nitf: valid by the schema, random trees too; the article is in it, in its roles."""
import os
import tempfile
import xml.etree.ElementTree as ET

import desk
from desk import check

N = "{http://iptc.org/std/NITF/2006-10-18/}"


def words(node):
    return " ".join("".join(node.itertext()).split())


with tempfile.TemporaryDirectory() as folder:
    deep = os.path.join(folder, "deep.md")
    with open(deep, "w", encoding="utf-8") as f:
        f.write("---\ntitle: Deep\n---\n\n" + "> " * 50 + "deep *words*\n\n" +
                "".join("  " * i + "- item\n" for i in range(25)))
    wild, said = desk.write("write.nitf", desk.random_articles(folder, 60) + [deep], status=(0, 4))
    check(b"deep" in wild.get("deep.out", b"") and wild["deep.out"].count(b"item") == 25, "deep text is lost", said[:300])
check(len(wild) > 50, "random trees", len(wild), said[:1000])
files, _ = desk.write("write.nitf", desk.golden() + desk.corpus())
check(len(files) >= 3, "files", len(files))
for name, data in {**wild, **files}.items():
    desk.no_controls(data, name)
    desk.xmllint("nitf/nitf-3-6.xsd", data, name)
    root = ET.fromstring(data)
    for node in root.iter():
        for value in node.attrib.values():
            check("javascript:" not in value.lower(), name, value)

full = ET.fromstring(files["full.out"])
head, body = full.find(N + "head"), full.find(N + "body")
top, content = body.find(N + "body.head"), body.find(N + "body.content")
check(words(top.find(N + "hedline/" + N + "hl1")) == "Tide & time: “Estuary” locks reopen", "hl1")
check([p.text for p in top.iter(N + "person")] == ["Ada Fenwick", "Tomás Ó Briain"], "byline")
check(words(top.find(N + "byline")) == "By Ada Fenwick and Tomás Ó Briain", "byline")
check(words(top.find(N + "distributor")) == "Sound Wire The Estuary Post", words(top.find(N + "distributor")))
data = head.find(N + "docdata")
check(data.find(N + "date.issue").get("norm") == "20250314", "a day was widened")
check(data.find(N + "date.release").get("norm") == "20250314T0600", "release")
check(data.find(N + "doc-id").get("id-string") == "tag:herald.example,2025:tide-1", "doc-id")
check(data.find(N + "doc.copyright").attrib == {"year": "2025", "holder": "The Estuary Post"}, "copyright")
check("Not for sale. Keep the source & the link." in data.find(N + "doc.rights").get("limitations"), "rights")
check([k.get("key") for k in data.iter(N + "keyword")] == ["locks & tides"], "keywords")
check([(c.get("type"), c.text) for c in data.iter(N + "classifier")] == [("theme", "Energy"), ("section", "Harbours")])
check([c.text for c in data.iter(N + "location")] == ["North Sea"], "location")
check([h.text for h in content.iter(N + "hl2")] == ["What was repaired"], "headings")
check([words(i)[:12] for i in content.iter(N + "li")] == ["two gates of", "a new sluice", "with a float"], "items")
check(words(content.find(N + "bq")) == "The river decides, and we only keep the books. Ruth O’Neil", "quote")
check("https://estuary-post.example/locks?year=2025&part=2" in [a.get("href") for a in content.iter(N + "a")], "link")
check([words(p) for p in content.iter(N + "media-producer")] ==
      ["Photo: Mei Lindqvist / Estuary Post", "Photo: Ruth O’Neil"], "credits")
notes = {n.get("class").split()[0]: (n.get("noteclass"), words(n)) for n in body.iter(N + "note")}
check(notes["correction"] == ("editorsnote", "Correction, 16 March: an earlier version gave the weight as 14 tonnes."))
check(notes["disclaimer.opinion"][1] == "The views of the harbour master are her own.", notes)
check(notes["disclosure.ai"][1] == "No machine wrote this.", notes)
check("contact.media" not in notes and "press@herald.example" in data.find(N + "ed-msg").get("info"), "editors")
shown = "".join(full.itertext()) + "".join(v for n in full.iter() for v in n.attrib.values())
for text in desk.texts():
    check(text in shown, "lost:", text)
for mode, status, count in (("skip", (0,), 0), ("warn", (0,), 1), ("fail", (4,), 0)):
    files, said = desk.write("write.nitf", [desk.case("bare.md")], f"on_missing: {mode}", status=status)
    check(len(files) == count, mode, files.keys())
desk.done()
