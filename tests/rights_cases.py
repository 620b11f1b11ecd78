#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the cases of tests/cases/rights: each row of attribution.check as it is expected.

A case begins with `=== name`; its files begin with `--- name`. Without a policy the duties
stand in one of a known holder. A row that is expected is `duty at status`; `*` is any place,
`-` none. Rows that nobody expects are told when they are violated.

Each duty has a case of each status, and so has each row that is no duty, but where IMPOSSIBLE
says why there is none. --table prints what a case of each says, as JSON."""
import json
import os
import re
import sys
import tempfile

from rights_batch import Batch, lay

STATUSES = ("satisfied", "violated", "unverifiable", "not-applicable")
NO_ROW = "there is a row only where %s"
IMPOSSIBLE = {
    ("audience", "not-applicable"): NO_ROW % "a grant names an audience",
    ("action", "satisfied"): NO_ROW % "no grant names the use",
    ("action", "not-applicable"): NO_ROW % "no grant names the use",
    ("max-words", "unverifiable"): "the words of an article can always be counted",
    ("max-words", "not-applicable"): NO_ROW % "the use is an excerpt with a limit",
    ("policy", "satisfied"): NO_ROW % "nothing is granted",
    ("policy", "not-applicable"): NO_ROW % "nothing is granted",
    ("into", "not-applicable"): NO_ROW % "a licence was asked for",
}


def row_names():
    """All duties and rows, from the table of the plugin's sources."""
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(top, "plugins/attribution/policy/words.c"), encoding="utf-8") as f:
        return re.findall(r'\[(?!VERB_NONE)\w+\] = \{"([a-z-]+)"', f.read())


def cases(path):
    case = part = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("=== "):
            if case:
                yield case
            case, part = {"name": line[4:].strip()}, None
        elif line.startswith("--- ") and case is not None:
            part = line[4:].strip()
            case[part] = ""
        elif part:
            case[part] += line
    if case:
        yield case


def is_row(row, duty, at):
    return row["duty"] == duty and (at == "*" or row["at"] == (None if at == "-" else int(at)))


def check(case, rows, seen):
    if isinstance(rows, str):
        return [rows]
    wrong = []
    for line in case["expect"].splitlines():
        if not line.strip():
            continue
        duty, at, status = line.split()
        found = [r for r in rows if is_row(r, duty, at)]
        right = [r for r in found if r["status"] == status]
        if right:
            seen.setdefault(duty, {}).setdefault(status, []).append((case["name"], right[0]["why"]))
        else:
            said = ["%s (%s)" % (r["status"], r["why"]) for r in found] or ["no such row"]
            wrong.append("%s %s: expected %s, got %s" % (duty, at, status, "; ".join(said)))
    if not case["expect"].strip() and rows:
        wrong.append("expected no row, got %s" % rows)
    return wrong


def gaps(seen):
    """Statuses that no case shows, and cases of what cannot be."""
    for name in row_names():
        for status in STATUSES:
            has = status in seen.get(name, {})
            if has == ((name, status) in IMPOSSIBLE):
                yield "%s: %s %s" % (name, "it cannot be" if has else "no case is", status)


def table(seen):
    """The shortest reason of each duty and status."""
    whole = {}
    for name in row_names():
        whole[name] = {status: min((why for _, why in seen[name][status]), key=len)
                       if status in seen.get(name, {}) else "(%s)" % IMPOSSIBLE.get((name, status), "")
                       for status in STATUSES}
    return whole


def main():
    stet, files = sys.argv[1], [f for f in sys.argv[2:] if not f.startswith("--")]
    failed = 0
    seen = {}
    every = [(path, case) for path in files for case in cases(path)]
    with tempfile.TemporaryDirectory() as folder:
        laid = {n: lay(case, folder, n) for n, (_, case) in enumerate(every)}
        rows = Batch(stet, folder).rows(laid)
    for n, (path, case) in enumerate(every):
        for text in check(case, rows[n], seen):
            failed += 1
            print("%s: %s: %s" % (os.path.basename(path), case["name"], text), file=sys.stderr)
    for text in gaps(seen):
        failed += 1
        print(text, file=sys.stderr)
    if "--table" in sys.argv:
        print(json.dumps(table(seen)))
    else:
        print("%d cases, %d wrong, %d duties and rows" % (len(every), failed, len(row_names())))
    return 1 if failed or not every else 0


if __name__ == "__main__":
    sys.exit(main())
