# SPDX-License-Identifier: MIT
"""write.newsmlg2: the item and its payload are valid, and the article is in both."""
import json
import tempfile
import xml.etree.ElementTree as ET

import desk
from desk import check

G = "{http://iptc.org/std/nar/2006-10-01/}"
N = "{http://iptc.org/std/NITF/2006-10-18/}"
H = "{http://www.w3.org/1999/xhtml}"


def text(node, path):
    found = node.find("/".join(G + p for p in path.split("/")))
    return None if found is None else "".join(found.itertext())


ET.register_namespace("", "http://iptc.org/std/NITF/2006-10-18/")
for content in ("nitf", "xhtml"):
    with tempfile.TemporaryDirectory() as folder:
        inputs = desk.golden() + desk.corpus() + desk.random_articles(folder, 30, 2)
        files, said = desk.write("write.newsmlg2", inputs, f'content: {content}, provider: "P & <Q>"')
    check(len(files) >= 30 and "bare.out" not in files, content, len(files), said[:500])
    for name, data in files.items():
        desk.no_controls(data, name)
        desk.xmllint("newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd", data, name)
        item = ET.fromstring(data)
        check(item.get("standardversion") == "2.35" and item.get("guid"), name, item.attrib)
        inline = item.find(f"{G}contentSet/{G}inlineXML")
        check(len(inline) == 1, name, "payloads", len(inline))
        payload = inline[0]
        if content == "nitf":
            check(payload.tag == N + "nitf", name, payload.tag)
            desk.xmllint("nitf/nitf-3-6.xsd", ET.tostring(payload), name + " payload")
        else:
            check(payload.tag == H + "html" and all(n.tag.startswith(H) for n in payload.iter()), name, payload.tag)
            check(not list(payload.iter(H + "script")), name, "script")
        for node in item.iter():
            for key, value in node.attrib.items():
                check("javascript:" not in value.lower() or key in ("alt", "title"), name, key, value)

full = ET.fromstring(desk.write("write.newsmlg2", [desk.case("full.json")], 'zone: "+02:00"')[0]["full.out"])
check(full.get("guid") == "tag:herald.example,2025:tide-1" and full.get("version") == "3", full.attrib)
check(text(full, "itemMeta/provider/name") == "The Estuary Post", text(full, "itemMeta/provider/name"))
check(text(full, "itemMeta/versionCreated") == "2025-03-15T09:30:00+01:00", "versionCreated")
check(text(full, "itemMeta/firstCreated") == "2025-03-14T00:00:00+02:00", "firstCreated")
check(text(full, "itemMeta/embargoed") == "2025-03-14T06:00:00+02:00", "embargoed")
check(text(full, "contentMeta/contentCreated") == "2025-03", "a month was widened")
check(full.find(f"{G}itemMeta/{G}pubStatus").get("qcode") == "stat:usable", "pubStatus")
check(full.find(f"{G}itemMeta/{G}signal").get("qcode") == "sig:correction", "signal")
check([n.text for n in full.findall(f"{G}contentMeta/{G}creator/{G}name")] == ["Ada Fenwick", "Tomás Ó Briain"])
check([n.text for n in full.findall(f"{G}contentMeta/{G}infoSource/{G}name")] == ["The Tidewater Review", "Sound Wire"])
check(text(full, "contentMeta/headline") == "Tide & time: “Estuary” locks reopen", "headline")
check(text(full, "contentMeta/by") == "By Ada Fenwick and Tomás Ó Briain", "by")
check([s.findtext(G + "name") for s in full.findall(f"{G}contentMeta/{G}subject")] == ["North Sea", "Energy", "Harbours"])
check([s.get("qcode") for s in full.findall(f"{G}contentMeta/{G}subject")] == [None, "medtop:04005000", None])
check([k.text for k in full.findall(f"{G}contentMeta/{G}keyword")] == ["locks & tides"], "keyword")
check(text(full, "rightsInfo/copyrightNotice").startswith("© 2025 The Estuary Post. All rights <reserved>."))
terms = text(full, "rightsInfo/usageTerms")
check("Keep the source & the link." in terms and "You may repost this article & name us." in terms, terms)
policy = json.loads(text(full, "rightsInfo/rightsExpressionData"))
check(policy["prohibition"][0]["action"] == ["derive"] and policy["permission"][0]["duty"], policy)
check(full.find(f"{G}rightsInfo/{G}dataMining").get("uri").endswith("DMI-PROHIBITED"), "dataMining")
notes = [n.text for n in full.findall(f"{G}itemMeta/{G}edNote")]
check("For press questions: press@herald.example" in notes and "The hinge weighs 40 tonnes, not 14." in notes, notes)
check({d.get("uri") for d in full.findall(G + "derivedFrom")} ==
      {"https://tidewater.example/locks", "https://tidewater.example/ecluses"}, "derivedFrom")
shown = "".join(full.itertext())
for part in desk.texts():
    check(part in shown, "lost:", part)
for with_, field in (("on_missing: fail, provider: X", "headline"), ("on_missing: fail", "headline")):
    files, said = desk.write("write.newsmlg2", [desk.case("bare.md")], with_, status=(4,))
    check(not files and field in said, with_, said)
files, said = desk.write("write.newsmlg2", [desk.case("hostile.md")])
check(not files, "an item without provider was written")
desk.done()
