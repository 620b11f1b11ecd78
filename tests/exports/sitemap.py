# SPDX-License-Identifier: MIT
"""write.sitemap: the window, the limit, what is left out, codes, hostile headlines."""
import json
import os
import tempfile
import xml.etree.ElementTree as ET

import desk
from desk import check

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
folder = tempfile.TemporaryDirectory()


def article(name, **fields):
    fields = {"headline": name, "language": "en-GB", "published": "2025-03-15T08:00:00Z",
              "canonical": f"https://h.example/{name}", **fields}
    path = os.path.join(folder.name, name + ".json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"stet": 1, "name": name, "body": [], "fields": {
            k: [{"value": v, "confidence": "asserted", "source": "front_matter"}] for k, v in fields.items() if v}}, f)
    return path


def write(inputs, with_="", **k):
    files, said = desk.write("write.sitemap", inputs, 'publication: "H & <Co>", ' + with_, to="map.out", **k)
    return files.get("map.out"), said


def titles(data):
    return [] if data is None else [t.text for t in ET.fromstring(data).iter(N + "title")]


# the run is at noon of 15 March, UTC
kept = [article("new", published="2025-03-15T11:59:59Z"), article("east", published="2025-03-15T12:30:00+01:00"),
        article("today", published="2025-03-15"), article("edge", published="2025-03-13T12:00:00Z"),
        article("edge-day", published="2025-03-13")]
gone = [article("old", published="2025-03-13T11:59:59Z"), article("old-day", published="2025-03-12"),
        article("future", published="2025-03-15T12:00:01Z"), article("tomorrow", published="2025-03-16"),
        article("embargo", embargo="2025-03-15T13:00:00Z"), article("expired", expires="2025-03-15T11:00:00Z"),
        article("held", status="withheld"), article("month", published="2025-03"), article("undated", published=None),
        article("nowhere", canonical=None), article("script", canonical="javascript:alert(1)"),
        article("mute", language=None), article("foreign", canonical="https://other.example/x")]
data, said = write(kept + gone, "host: h.example")
check(titles(data) == ["new", "east", "today", "edge", "edge-day"], titles(data))
root = ET.fromstring(data)
check([d.text for d in root.iter(N + "publication_date")] ==
      ["2025-03-15T11:59:59Z", "2025-03-15T12:30:00+01:00", "2025-03-15", "2025-03-13T12:00:00Z", "2025-03-13"], "dates")
check({n.text for n in root.iter(N + "name")} == {"H & <Co>"}, "publication")
check({n.text for n in root.iter(N + "language")} == {"en"}, "language")
check(titles(write(kept, "limit: 2")[0]) == ["new", "east"], "limit")
check(titles(write(kept, "window: 1h")[0]) == ["new", "east", "today"], titles(write(kept, "window: 1h")[0]))
check(write(gone[:3])[0] is None, "an empty window was written")
late = article("late", published="2025-03-16")
check(titles(write([late], 'zone: "+14:00"')[0]) == ["late"], "the zone of a day")
codes = [article(f"l{i}", language=tag) for i, tag in enumerate(["zh-Hant", "zh-CN", "DE-at", "x", "gsw"])]
got, _ = write(codes, "language: fr")
check(sorted(n.text for n in ET.fromstring(got).iter(N + "language")) == ["de", "fr", "gsw", "zh-cn", "zh-tw"], got)
_, said = write([article("mute2", language=None)], "on_missing: fail", status=(4,))
check("language" in said, said)
wild = article("wild", headline="& # % + \" < > ]]> \U0001f600 漢 \u0001 <script>\nx", canonical="https://h.example/a b?x=<1>&y=%zz")
data, _ = write([wild])
desk.no_controls(data, "sitemap")
root = ET.fromstring(data)
check(root.find(f"{S}url/{S}loc").text == "https://h.example/a%20b?x=%3C1%3E&y=%25zz", "loc")
check(titles(data)[0].startswith("& # % + \" < > ]]> \U0001f600 漢"), titles(data))

# beyond the limits of a file: numbered files and an index; older articles without news data
def split(inputs, with_):
    files, said = desk.write("write.sitemap", inputs, 'publication: "P", base: "https://h.example/maps & more/", ' + with_,
                             to="map.out")
    return {n: ET.fromstring(d) for n, d in files.items()}, said


paths = [article(f"s{i:03}", published=f"2025-03-15T08:{i % 60:02}:00Z") for i in range(25)]
files, _ = split(paths, "per_file: 10")
check(sorted(files) == ["map-1.out", "map-2.out", "map-3.out", "map.out"], sorted(files))
index = files["map.out"]
check(index.tag == S + "sitemapindex", index.tag)
check([n.text for n in index.iter(S + "loc")] == [f"https://h.example/maps & more/map-{i}.out" for i in (1, 2, 3)],
      [n.text for n in index.iter(S + "loc")])
check([len(files[f"map-{i}.out"]) for i in (1, 2, 3)] == [10, 10, 5], "entries of a file")
all_of_them = [t.text for i in (1, 2, 3) for t in files[f"map-{i}.out"].iter(N + "title")]
check(all_of_them == [f"s{i:03}" for i in reversed(range(25))], "the newest first", all_of_them)
files, _ = split(paths, "per_file: 10, limit: 12")
check([len(files.get(f"map-{i}.out", [])) for i in (1, 2, 3)] == [10, 2, 0], "limit over all files")
files, _ = split(paths[:5], "per_file: 10")
check(sorted(files) == ["map.out"] and files["map.out"].tag == S + "urlset", sorted(files))
data, said = write(paths, "per_file: 10")
check(len(titles(data)) == 10, "without base there is one file")
data, _ = write([kept[0], gone[0], article("old-mute", published="2020-01-01", language=None)], "older: list")
root = ET.fromstring(data)
check([len(u.findall(N + "news")) for u in root] == [1, 0, 0], "an old article is an entry without news data")
many = os.path.join(folder.name, "many.jsonl")
with open(many, "w", encoding="utf-8") as f:
    for i in range(2300):
        with open(paths[0], encoding="utf-8") as one:
            a = json.load(one)
        a["name"] = f"m{i}"
        a["fields"]["canonical"][0]["value"] = f"https://h.example/m{i}"
        f.write(json.dumps(a) + "\n")
files, _ = split([many], "")
check([len(files[f"map-{i}.out"]) for i in (1, 2, 3)] == [1000, 1000, 300], "1,000 news entries in a file")
folder.cleanup()
desk.done()
