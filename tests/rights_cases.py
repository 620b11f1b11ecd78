#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the cases of tests/cases/rights: each row of `stet rights --json` as it is expected.

A case begins with `=== name`; its files begin with `--- name`. Without a policy the duties
stand in one of a known holder. A row that is expected is `duty at status`; `*` is any place,
`-` none. Rows that nobody expects are told when they are violated."""
import json
import os
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


def check(stet, case):
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
        if not any(r["status"] == status for r in found):
            said = ["%s (%s)" % (r["status"], r["why"]) for r in found] or ["no such row"]
            wrong.append("%s %s: expected %s, got %s" % (duty, at, status, "; ".join(said)))
    if not case["expect"].strip() and rows:
        wrong.append("expected no row, got %s" % rows)
    return wrong


def main():
    stet, files = sys.argv[1], sys.argv[2:]
    failed = count = 0
    for path in files:
        for case in cases(path):
            count += 1
            for text in check(stet, case):
                failed += 1
                print("%s: %s: %s" % (os.path.basename(path), case["name"], text))
    print("%d cases, %d wrong" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
