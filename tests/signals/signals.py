#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""signals.set and write.signals: what is stated, what is carried, what is never made up."""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

BUILD = Path(os.environ["abs_top_builddir"])
STET = str(BUILD / "stet")
RSL = "{https://rslstandard.org/rsl}"
fails = []


def check(name, got, wanted):
    if got != wanted:
        fails.append(name)
        print("FAILED: %s: %r is not %r" % (name, got, wanted))


def pipeline(with_, twice=True):
    step = {"use": "signals.set", "with": with_}
    steps = [{"use": "article.structure"}, {"use": "furniture.detect"}, {**step, "id": "one"}]
    if twice:
        steps.append({**step, "id": "two"})
    out = [{"use": "write.signals", "to": "{{ headline | slug }}.json"},
           {"use": "write.signals", "to": "{{ headline | slug }}.xml", "with": {"format": "rsl"}},
           {"use": "write.html", "to": "{{ headline | slug }}.html"}]
    return json.dumps({"stet": 1, "pipelines": {"main": {"steps": steps, "out": out}}})


def run(with_, matter, body="Text of the article."):
    front = {"title": "T", "language": "en", "canonical": "https://e.org/a?x=1#f", **matter}
    lines = "".join("%s: %s\n" % (k, json.dumps(v)) for k, v in front.items())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "p.yaml").write_text(pipeline(with_))
        (folder / "a.md").write_text("---\n" + lines + "---\n\n" + body + "\n")
        done = subprocess.run([STET, "run", "--json", str(folder / "p.yaml"), "-o",
                               str(folder / "out"), str(folder / "a.md")],
                              capture_output=True, text=True)
        trace = subprocess.run([STET, "trace", str(folder / "p.yaml"), str(folder / "a.md")],
                               capture_output=True, text=True).stdout
        files = {p.suffix: p.read_text() for p in (folder / "out").glob("t.*")}
        findings = [f["rule"] for line in done.stdout.splitlines() if line.startswith("{")
                    for f in json.loads(line).get("findings", [])]
    again = next((line for line in trace.splitlines() if "signals.set #two" in line), "")
    check("a second run of %r" % with_, "change" in again, False)
    return (json.loads(files.get(".json", "{}")), files.get(".xml", ""), files.get(".html", ""),
            [f for f in findings if f.startswith("signals/")])


def wrong(with_, said):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.yaml"
        path.write_text(pipeline(with_, False))
        done = subprocess.run([STET, "check", str(path)], capture_output=True, text=True)
    check("check of %r" % with_, (done.returncode, said in done.stdout + done.stderr), (78, True))


def main():
    if not (BUILD / ".libs/stet-signals.so").exists() or \
            not (BUILD / ".libs/stet-markdown.so").exists():
        print("skipped: no signals or no read.markdown")
        return 77
    policy = "https://e.org/tdm.json"

    got, rsl, html, found = run({"mining": "reserved", "policy": policy, "search": "yes",
                                 "robots": "noarchive, max-snippet:50",
                                 "rsl": "https://e.org/license.xml"}, {"copyright_holder": "A & <B>"})
    check("headers", got["headers"], {
        "tdm-reservation": "1", "tdm-policy": policy, "Content-Usage": "train-ai=n, search=y",
        "X-Robots-Tag": "noarchive, max-snippet:50",
        "Link": '<https://e.org/license.xml>; rel="license"; type="application/rsl+xml"'})
    check("tdmrep", got["tdmrep"], {"location": "/a?x=1", "tdm-reservation": 1, "tdm-policy": policy})
    check("robots.txt", got["robots"], "Content-Usage: /a?x=1 train-ai=n, search=y")
    check("rsl", got["rsl"], rsl)
    root = ET.fromstring(rsl)
    content = root.find(RSL + "content")
    check("rsl root", (root.tag, content.get("url")), (RSL + "rsl", "https://e.org/a?x=1"))
    licence = content.find(RSL + "license")
    check("rsl uses", (licence.find(RSL + "permits").text, licence.find(RSL + "prohibits").text,
                       licence.find(RSL + "permits").get("type")), ("search", "ai-train", "usage"))
    for part in ('<meta name="tdm-reservation" content="1">', 'content="%s"' % policy,
                 '<meta name="robots" content="noarchive, max-snippet:50">',
                 'type="application/rsl+xml" href="https://e.org/license.xml"'):
        check("html has " + part, part in html, True)
    check("no contradiction", found, [])

    got, rsl, html, found = run({}, {})
    check("nothing is made up", (got, "tdm-" in html), ({"headers": {}}, False))
    got, _, html, _ = run({"mining": "allowed"}, {})
    check("allowed", (got["headers"]["tdm-reservation"], got["headers"]["Content-Usage"],
                      'tdm-reservation" content="0"' in html), ("0", "train-ai=y", True))
    got, _, _, _ = run({}, {"tdm": "reserved"})
    check("front matter says so", got["headers"].get("tdm-reservation"), "1")
    got, _, _, found = run({"mining": "reserved"}, {"licence": "CC0-1.0"})
    check("contradiction", found[:1], ["signals/contradiction"])
    got, _, _, found = run({}, {"licence": "CC0-1.0"})
    check("CC0", (got["headers"].get("tdm-reservation"), found), ("0", []))
    for licence in ("CC-BY-4.0", "CC-BY-NC-ND-4.0", "all rights reserved"):
        got, _, _, _ = run({}, {"licence": licence})
        check(licence + " says nothing of mining", got["headers"], {})
    got, _, _, _ = run({"mining": "unstated", "search": "no"}, {"tdm": "reserved"})
    check("unstated", got["headers"], {"Content-Usage": "search=n"})

    got, _, _, _ = run({"mining": "reserved", "search": "no"}, {"canonical": "javascript:alert(1)"})
    check("no address, no licence", got, {})
    wrong({"policy": "mailto:a@e.org"}, "http")
    wrong({"mining": "unstated", "policy": policy}, "without a word on mining")
    wrong({"robots": "noarchive\r\nX: y"}, "robots")
    wrong({"minning": "auto"}, "did you mean 'mining'")
    print("%d failed" % len(fails))
    return 1 if fails else 0


sys.exit(main())
