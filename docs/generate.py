#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes docs/steps.md and README's table of steps from the option tables of the plugins, and
the tables of the guides from the data files of the plugins and from `stet formats`.

usage: docs/generate.py STET [--check]

A guide has <!-- table: NAME --> before a table and <!-- /table --> behind it; NAME is a row of
TABLES below.

--check writes nothing and fails when a file is not what the tables say.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

import furniture_tables
import rights_tables
import share_tables

TOP = Path(__file__).resolve().parent.parent
HEAD = "# Steps\n\nMade from the option tables by `docs/generate.py`; do not edit.\n\n"


def reference(stet):
    return subprocess.run([stet, "reference"], check=True, capture_output=True, text=True).stdout


def table(steps):
    rows = ["| step | what |", "|---|---|"]
    for name, body in steps:
        summary = next(line for line in body.split("\n") if line.strip())
        rows.append("| `%s` | %s |" % (name, summary.strip()))
    return "\n".join(rows)


# ---- tables of the guides, from data files ---------------------------------------------


def rows(head, body):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
                     + ["| " + " | ".join(row) + " |" for row in body])


def cell(text):
    return text.strip().replace("|", "\\|")


def catalogue(language):
    """The entries of a catalogue of notices as (name, {key: value of one line})."""
    text = (TOP / "plugins/notice" / (language + ".yaml")).read_text(encoding="utf-8")
    for name, body in re.findall(r"^  ([a-z][\w.]*):\n((?:    .*\n|\n)+)", text, re.M):
        yield name, dict(re.findall(r"^    (\w+): (.+)$", body, re.M))


def notices():
    code = lambda entry, key, other="": "`%s`" % cell(entry[key]) if key in entry else other
    return rows(["name", "kind", "place", "what it is", "stamped where"],
                [["`%s`" % name, "`%s`" % entry["kind"], code(entry, "placement", "`tail`"), cell(entry["doc"]),
                  code(entry, "when", code(entry, "needs", "the step says so"))]
                 for name, entry in catalogue("en")])


def sources():
    return rows(["name", "IPTC digital source type"],
                [["`%s`" % name, "`%s`" % entry["digital_source"]]
                 for name, entry in catalogue("en") if "digital_source" in entry])


def affiliate_hosts():
    text = (TOP / "plugins/notice/affiliate.yaml").read_text(encoding="utf-8")
    hosts, parameters = (re.findall(r"^  - \"?([^\"\n]+)\"?$", part, re.M) for part in text.split("parameters:"))
    return rows(["told by", "which"], [["host", ", ".join("`%s`" % h for h in hosts)],
                                      ["host and parameter", ", ".join("`%s`" % p for p in parameters)]])


# ---- formats, from the tables of the writers --------------------------------------------


def kind_cell(given, remarks):
    if given["what"] == "degrades":
        return "~%d" % (remarks.setdefault(given.get("into", "its text"), len(remarks) + 1))
    return {"renders": "yes", "drops": "–"}.get(given["what"], "?")


def format_tables(stet):
    """A matrix for each family of kinds, what their marks mean, and the table of each format."""
    matrix = json.loads(subprocess.run([stet, "formats", "--json"], check=True, capture_output=True, text=True).stdout)
    steps = [f["step"] for f in matrix["formats"]]
    remarks, tables = {}, {}
    for family in ("fields", "blocks", "inlines", "notices", "parts"):
        body = [["`%s`" % k["name"]] + [kind_cell(k["cells"][s], remarks) for s in steps]
                for k in matrix["kinds"] if k["family"] == family]
        text = rows([family] + [s.split(".")[1] for s in steps], body)
        tables["matrix_" + family] = lambda text=text: text
    tables["matrix_marks"] = lambda: rows(["mark", "written as"], [["~%d" % n, cell(t)] for t, n in remarks.items()])
    tables["matrix_formats"] = lambda: rows(
        ["step", "media type", "one file for", "what"],
        [["`%s`" % f["step"], "`%s`" % f["media"], " or ".join(["each article"] * f["each"] + ["many articles"] * f["collection"]), cell(f["summary"])]
         for f in matrix["formats"]])
    for step in steps:
        body = [["`%s`" % k["name"], {"renders": "", "degrades": "less: ", "drops": "left out"}.get(c["what"], "?")
                 + cell(c.get("into", "in its place" if c["what"] == "renders" else ""))]
                for k in matrix["kinds"] for c in [k["cells"][step]]]
        tables["format_" + step.split(".")[1]] = lambda body=body: rows(["kind", "what becomes of it"], body)
    return tables


TABLES = {"notices": notices, "sources": sources, "affiliate": affiliate_hosts}


def guides():
    """Every guide that has such tables, with its text as it should be."""
    pattern = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- /table -->)", re.S)
    for path in sorted((TOP / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "<!-- table: " in text:
            yield path, pattern.sub(lambda m: m[1] + TABLES[m[2]]() + "\n" + m[3], text)


def main():
    stet, check = sys.argv[1], "--check" in sys.argv
    TABLES.update(format_tables(stet))
    TABLES.update(furniture_tables.TABLES)
    TABLES.update(rights_tables.TABLES)
    TABLES["statuses"] = lambda: rights_tables.statuses(stet)
    text = reference(stet)
    steps = re.findall(r"^#+ `?([a-z_.0-9]+)`?[^\n]*\n(.*?)(?=^#+ `?[a-z_]+\.|^#+ `?[a-z_]+`?$|\Z)", text, re.S | re.M)
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    wanted = {
        TOP / "docs/steps.md": HEAD + text,
        TOP / "README.md": re.sub(r"(<!-- steps: made by docs/generate.py -->\n).*?(<!-- /steps -->)",
                                  lambda m: m[1] + "\n" + table(steps) + "\n\n" + m[2], readme, flags=re.S),
    }
    wanted.update(guides())
    guide = TOP / "docs/share.md"
    wanted[guide] = share_tables.fill(guide.read_text(encoding="utf-8"))
    stale = [path for path, content in wanted.items()
             if not path.exists() or path.read_text(encoding="utf-8") != content]
    for path in stale:
        if check:
            print("%s is not what the tables say: run docs/generate.py" % path.relative_to(TOP))
        else:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


sys.exit(main())
