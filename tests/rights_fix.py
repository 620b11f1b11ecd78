#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fix, check, fix: what attribution.fix makes of each case of tests/cases/rights.

After it no duty that it mends is violated, and when what was written is read again, it changes
nothing: the trace of a run that fixes twice has no entry. Written afresh, as a canonical address
and a word to robots have no place in a Markdown source without front matter."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from rights_cases import HOLDER, cases, write

MENDS = ("credit-author", "credit-source", "credit-partner", "credit-copyright", "credit-image",
         "statement", "link", "keep-bio", "keep-tagline", "keep-notice", "indicate-changes",
         "canonical-to-original", "noindex")
PIPELINE = """stet: 1
pipelines:
  main:
    fail_on: never
    steps:
      - use: article.structure
      - use: furniture.detect
      - {use: attribution.fix, id: first, with: {%s}}
      - {use: attribution.fix, id: second, with: {%s}}
    out:
      - {use: write.markdown, to: "{{ id }}.md", with: {afresh: true}}
"""


def run(*args):
    return subprocess.run(args, capture_output=True, text=True)


def set_up(case, folder):
    """The files of a case; the options of the step, and the arguments of `stet rights`."""
    article = next(k for k in case if k.startswith("article."))
    policy = case.get("policy")
    if policy is None and "duties" in case:
        policy = HOLDER + "".join("        " + l for l in case["duties"].splitlines(True))
    path = write(folder, article, case[article].rstrip("\n") + "\n")
    if policy is None:
        return None, None, None
    given = {"policy": write(folder, "policy.yaml", policy)}
    for name in ("context", "original.md"):
        if name in case:
            key = name.split(".")[0]
            given[key] = write(folder, name if "." in name else name + ".yaml", case[name])
    options = ", ".join("%s: %s" % (k, os.path.basename(v)) for k, v in given.items())
    args = [a for k, v in given.items() for a in ("--" + k, v)]
    return path, options, args


def is_declared(case, verb):
    """The context says what the page says, which no article can change."""
    return verb in ("canonical-to-original", "noindex") and "page:" in case.get("context", "")


def check_rows(stet, case, fixed, args):
    done = run(stet, "rights", fixed, "--json", *args)
    if done.returncode not in (0, 1):
        return ["stet rights: %s" % done.stderr.strip()]
    return ["%s %s is still violated: %s" % (r["duty"], r["at"], r["why"])
            for r in json.loads(done.stdout)
            if r["status"] == "violated" and r["duty"] in MENDS
            and not is_declared(case, r["duty"])
            and "%s %s" % (r["duty"], r["at"]) not in case.get("unmended", "")]


def check(stet, case, folder):
    article, options, args = set_up(case, folder)
    if article is None:
        return None
    pipeline = write(folder, "p.yaml", PIPELINE % (options, options))
    first = os.path.join(folder, "1")
    done = run(stet, "run", pipeline, article, "-o", first)
    made = glob.glob(os.path.join(first, "*.md"))
    if len(made) != 1:
        return ["stet run: %s" % (done.stderr.strip() or done.returncode)]
    fixed = made[0]
    wrong = check_rows(stet, case, fixed, args)
    trace = run(stet, "trace", pipeline, fixed)
    for step in ("first", "second"):
        line = re.search(r"^.* #%s .*$" % step, trace.stdout, re.M)
        if not line or re.search(r"\d changes?$", line.group(0).rstrip()):
            wrong.append("read again, it is changed again: %s" %
                         (line.group(0).strip() if line else trace.stderr))
    return wrong


def main():
    stet, files = sys.argv[1], sys.argv[2:]
    failed = count = 0
    for path in files:
        for case in cases(path):
            with tempfile.TemporaryDirectory() as folder:
                wrong = check(stet, case, folder)
            count += wrong is not None
            for text in wrong or ():
                failed += 1
                print("%s: %s: %s" % (os.path.basename(path), case["name"], text))
    print("%d articles fixed, %d wrong" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
