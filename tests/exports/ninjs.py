# SPDX-License-Identifier: MIT
"""write.ninjs: the article is in it, the schemas accept it, what lacks is said."""
import html
import json
import os
import warnings

import desk
from desk import check


def validate(value, version, name):
    try:
        import jsonschema
    except ImportError:
        desk.skip("python3-jsonschema")
        return
    folder = os.path.join(desk.SCHEMAS, "ninjs")
    with open(os.path.join(folder, f"ninjs-schema_{version}.json"), encoding="utf-8") as f:
        schema = json.load(f)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kind = jsonschema.validators.validator_for(schema)
        base = schema["$id"].rstrip("#")
        geo = "https://geojson.org/schema/GeoJSON.json"
        resolver = jsonschema.RefResolver(base, schema, store={base: schema, geo: {}, geo + "#": {}})
        bad = list(kind(schema, resolver=resolver).iter_errors(value))
    check(not bad, name, version, [f"{list(e.absolute_path)}: {e.message[:200]}" for e in bad])


for version in ("3.1", "2.1", "1.5"):
    files, _ = desk.write("write.ninjs", desk.golden() + desk.corpus(), f'version: "{version}"')
    check(len(files) >= 3, "files", len(files))
    for name, data in files.items():
        desk.no_controls(data, name)
        value = json.loads(data)
        validate(value, version, name)
        check("javascript" not in value["uri"] and ":" in value["uri"], name, value["uri"])
        check("javascript:" not in json.dumps(value), name, version, "holds a script link")
        main = value["body_html"] if version == "1.5" else value["bodies"][0]["value"]
        check("<script" not in main and "onclick" not in main, name, "holds a script")

full = json.loads(desk.write("write.ninjs", [desk.case("full.json")], 'zone: "-05:30"')[0]["full.out"])
check(full["uri"] == "tag:herald.example,2025:tide-1", full["uri"])
check(full["firstCreated"] == "2025-03-14T00:00:00-05:30", full["firstCreated"])
check(full["versionCreated"] == "2025-03-15T09:30:00+01:00", full["versionCreated"])
check(full["contentCreated"] == "2025-03-01T00:00:00-05:30", full["contentCreated"])
check(full["embargoedUntil"] == "2025-03-14T06:00:00-05:30", full["embargoedUntil"])
check([h["role"] for h in full["headlines"]] == ["main", "kicker", "short"], full["headlines"])
check(full["headlines"][0]["value"] == "Tide & time: “Estuary” locks reopen", full["headlines"])
check([p["name"] for p in full["people"]] == ["Ada Fenwick", "Tomás Ó Briain", "Mei Lindqvist", "Jo Berg"])
check([p["rel"] for p in full["people"]] == ["author", "author", "photographer", "translator"])
check({o["rel"]: o["name"] for o in full["organisations"]} ==
      {"publisher": "The Estuary Post", "sponsor": "Harbour Fund"}, full["organisations"])
check({s["role"]: s["name"] for s in full["infoSources"]} ==
      {"origin": "The Tidewater Review", "agency": "Sound Wire"}, full["infoSources"])
check([p["name"] for p in full["places"]] == ["North Sea"], full["places"])
check([(s["rel"], s["name"]) for s in full["subjects"]] ==
      [("theme", "Energy"), ("keyword", "locks & tides"), ("section", "Harbours"), ("series", "CABLE CORRIDOR")])
check(full["copyrightNotice"] == "© 2025 The Estuary Post. All rights <reserved>.")
check("Not for sale. Keep the source & the link." in full["usageTerms"])
check("You may repost this article & name us." in full["usageTerms"], full["usageTerms"])
check("press@herald.example" in full["edNote"] and "page 4" in full["edNote"], full["edNote"])
check(full["rightsInfo"]["linkedRights"] == "https://creativecommons.org/licenses/by-nd/4.0/")
roles = {b["role"]: b["value"] for b in full["bodies"]}
check(roles.get("notice:correction", "").startswith("Correction, 16 March"), roles.keys())
check(roles.get("notice:disclaimer.opinion") == "The views of the harbour master are her own.", roles.keys())
check(roles.get("notice:disclosure.ai") == "No machine wrote this.", roles.keys())
check(roles.get("corrections") == "2025-03-16: The hinge weighs 40 tonnes, not 14.", roles.keys())
check("Correction, 16 March" not in roles["main"], "a notice is in the main body too")
shown = html.unescape(roles["main"]) + "\n".join(str(v) for v in roles.values()) + full["usageTerms"] + full["edNote"]
for text in desk.texts():
    check(text in shown or text == "x^2<y", "lost:", text)

inside = json.loads(desk.write("write.ninjs", [desk.case("full.json")], "notices: inside")[0]["full.out"])
check(len(inside["bodies"]) == 2 and 'data-kind="correction"' in inside["bodies"][0]["value"], "notices inside")

for mode, status, count in (("skip", (0,), 0), ("warn", (0,), 1), ("fail", (4,), 0)):
    files, said = desk.write("write.ninjs", [desk.case("bare.md")], f"on_missing: {mode}", status=status)
    check(len(files) == count, mode, files.keys())
    check(mode != "fail" or "headline" in said, "what lacks is not named:", said)
desk.done()
