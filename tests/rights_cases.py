#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the cases of tests/cases/rights: each row of `stet rights --json` as it is expected.

A case begins with `=== name`; its files begin with `--- name`. Without a policy the duties
stand in one of a known holder. A row that is expected is `duty at status`; `*` is any place,
`-` none. Rows that nobody expects are told when they are violated.

Each duty has a case of each status, and so has each row that is no duty, but where IMPOSSIBLE
says why there is none. --table prints what a case of each says, as JSON."""
import json
import os
import re
import subprocess
import sys
import tempfile

HOLDER = """policy:
  id: harbour
  holder: {name: "Harbour Dispatch", aliases: ["The Harbour Dispatch"], hosts: [harbour-dispatch.example]}
  grants:
    - action: republish
      duties:
"""


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


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def rows_of(stet, case, folder):
    article = next(k for k in case if k.startswith("article."))
    policy = case.get("policy")
    if policy is None and "duties" in case:
        policy = HOLDER + "".join("        " + l for l in case["duties"].splitlines(True))
    args = [stet, "rights", write(folder, article, case[article].rstrip("\n") + "\n"), "--json"]
    if policy is not None:
        args += ["--policy", write(folder, "policy.yaml", policy)]
    for name in ("context", "original.md"):
        if name in case:
            file = name if "." in name else name + ".yaml"
            args += ["--" + name.split(".")[0], write(folder, file, case[name])]
    if "into" in case:
        args += ["--into", case["into"].strip()]
    done = subprocess.run(args, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return None, "exit %d: %s" % (done.returncode, done.stderr.strip())
    return json.loads(done.stdout), ""


def is_row(row, duty, at):
    return row["duty"] == duty and (at == "*" or row["at"] == (None if at == "-" else int(at)))


def check(stet, case, seen):
    with tempfile.TemporaryDirectory() as folder:
        rows, error = rows_of(stet, case, folder)
    if rows is None:
        return [error]
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
    failed = count = 0
    seen = {}
    for path in files:
        for case in cases(path):
            count += 1
            for text in check(stet, case, seen):
                failed += 1
                print("%s: %s: %s" % (os.path.basename(path), case["name"], text), file=sys.stderr)
    for text in gaps(seen):
        failed += 1
        print(text, file=sys.stderr)
    if "--table" in sys.argv:
        print(json.dumps(table(seen)))
    else:
        print("%d cases, %d wrong, %d duties and rows" % (count, failed, len(row_names())))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
