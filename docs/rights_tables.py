# SPDX-License-Identifier: MIT
"""The tables of docs/rights.md: licences and publishers from the data files of
plugins/attribution, duties from the tables of its sources.

The data files are read without a YAML library: a licence is one flow map, a duty of a
publisher one line."""
import json
import re
import subprocess
import sys
from pathlib import Path

PLUGIN = Path(__file__).resolve().parent.parent / "plugins/attribution"


def rows(head, body):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
                     + ["| " + " | ".join(row) + " |" for row in body])


def licences():
    text = (PLUGIN / "licences.yaml").read_text(encoding="utf-8").partition("\nlicences:\n")[2]
    body = []
    for flow in re.findall(r"^  - \{(.*?)\}$", text, re.M | re.S):
        one = re.sub(r"\s+", " ", flow)
        get = lambda key: (re.search(r"\b%s: (\[[^\]]*\]|[^,\[]+)" % key, one) or ["", ""])[1].strip(" []\"")
        body.append(["`%s`" % get("id"), get("title"), get("status"), get("requires"),
                     get("permits"), get("prohibits")])
    return rows(["id", "name", "status", "requires", "permits", "prohibits"], body)


def publishers():
    body = []
    for path in sorted(PLUGIN.glob("policy-*.yaml")):
        text = path.read_text(encoding="utf-8")
        get = lambda key: (re.search(r"^  %s: (.+)$" % key, text, re.M) or ["", ""])[1]
        duties = re.findall(r"^        - \{do: ([a-z-]+)(?:, (.*))?\}$", text, re.M)
        names = ", ".join("%s (%s)" % (d, p) if p else d for d, p in duties)
        body.append(["`%s`" % path.stem[len("policy-"):], get("licence"), names, get("dated")])
    return rows(["name", "licence", "duties", "dated"], body)


def duties():
    words = (PLUGIN / "policy/words.c").read_text(encoding="utf-8")
    summaries = dict(re.findall(r'RULE\("([a-z-]+)", STET_HIGH, STET_REVIEW,\s+"([^"]+)"\)',
                                (PLUGIN / "attribution.c").read_text(encoding="utf-8")))
    body = []
    for name, takes, needs in re.findall(
            r'\[(?!ROW|VERB_NONE)\w+\] = \{"([a-z-]+)",\s*([^,]+),\s*([^}]+)\}', words):
        params = [p.lower() for p in re.findall(r"P_(\w+)", takes)]
        needed = [p.lower() for p in re.findall(r"P_(\w+)", needs)]
        body.append(["`%s`" % name, summaries.get(name, ""),
                     ", ".join("**%s**" % p if p in needed else p for p in params)])
    return rows(["duty", "satisfied when", "parameters (**needed**)"], body)


def statuses(stet):
    """What cases of the tests say of each duty, status by status."""
    tests = PLUGIN.parent.parent / "tests"
    files = sorted(map(str, (tests / "cases/rights").glob("*.txt")))
    done = subprocess.run([sys.executable, "-B", str(tests / "rights_cases.py"), stet, "--table"] + files,
                          check=True, capture_output=True, text=True)
    body = [["`%s`" % name] + [why.replace("|", "\\|") for why in row.values()]
            for name, row in json.loads(done.stdout).items()]
    return rows(["duty", "satisfied", "violated", "unverifiable", "not applicable"], body)


TABLES = {"licences": licences, "publishers": publishers, "duties": duties}
