# SPDX-License-Identifier: MIT
"""write.csv: a strict reader gets the article back, no cell is a formula."""
import csv
import io
import json
import os
import re
import tempfile

import desk
from desk import check


def table(inputs, with_="", **k):
    files, said = desk.write("write.csv", inputs, with_, to="table.out", **k)
    return files.get("table.out"), said


def rows(data, separator=","):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=separator, strict=True))


data, _ = table(desk.golden() + desk.corpus(), "fields: [headline, authors, excerpt, published, subjects, text, notices, source]")
desk.no_controls(data, "csv")
read = rows(data)
check(all(len(r) == 8 for r in read), "rows of different width", {len(r) for r in read})
check(read[0] == ["headline", "authors", "excerpt", "published", "subjects", "text", "notices", "source"], read[0])
check(data.endswith(b"\r\n"), "the last row does not end")
for row in read[1:]:
    for cell in row:
        check(not re.match("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell), "a formula:", cell[:40])
full = read[1]
check(full[0] == "Tide & time: “Estuary” locks reopen", full[0])
check(full[1] == "Ada Fenwick; Tomás Ó Briain", full[1])
check(full[3] == "2025-03-14", full[3])
check(full[4] == "North Sea; Energy; locks & tides; Harbours", full[4])
check("The river decides, and we only keep the books." in full[5], full[5])
check("No machine wrote this." in full[6] and "Correction, 16 March" in full[6], full[6])
hostile = read[2]
check(hostile[0].startswith("& # % + \" ' < > ]]>") and "\n" in hostile[0], hostile[0])
check(hostile[1].startswith("'=HYPERLINK"), hostile[1])
check(hostile[2].startswith("'-1+2"), hostile[2])

starts = ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "plain", "'quoted", " =1", 'a"b', "a;b", "x,y"]
with tempfile.TemporaryDirectory() as folder:
    paths = []
    for i, text in enumerate(starts):
        paths.append(os.path.join(folder, f"{i:02}.json"))
        with open(paths[-1], "w", encoding="utf-8") as f:
            json.dump({"stet": 1, "name": "x", "fields": {"headline": [{"value": text, "confidence": "asserted",
                                                                        "source": "front_matter"}]}, "body": []}, f)
    guarded = [r[0] for r in rows(table(paths, "fields: [headline], header: false")[0])]
    kept = [r[0] for r in rows(table(paths, "fields: [headline], header: false, formulas: keep")[0])]
    semicolon = [r[0] for r in rows(table(paths, 'fields: [headline], separator: ";", header: false')[0], ";")]
check(guarded == ["'" + s if s[0] in "=+-@\t＝" else s for s in starts], guarded)
check(kept == starts, kept)
check(semicolon == guarded, semicolon)

data, _ = table([desk.case("full.json")], 'fields: [], columns: { "=Slug": "{{ slug }}", "A, B": "{{ headline }}" }')
check(rows(data) == [["'=Slug", "A, B"], ["tide-and-time", full[0]]], rows(data))
_, said = table([desk.case("full.json")], "fields: [headline, heading]", status=(78,))
check("no field is called heading" in said, said)
bom, _ = table([desk.case("full.json")], "fields: [id], bom: true")
check(bom.startswith(b"\xef\xbb\xbfid\r\n"), bom[:20])
desk.done()
