#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Policies with mistakes: tests/cases/rights/bad/policies.txt, each with the lines that
`stet check` must say, as `LINE:COLUMN words`; where the words begin with `warning` it is none
that stops. Every mistake is told, and no other; `stet rights` never says yes to such a file."""
import os
import re
import subprocess
import sys
import tempfile

from rights_batch import write
from rights_cases import cases

ARTICLE = "# A head\n\nA text of the sea and of the harbour, which is long enough to be one.\n"


def run(*args):
    return subprocess.run(args, capture_output=True, text=True)


def said(text):
    """Each message as (line, column, kind, words)."""
    return [m.groups() for m in re.finditer(
        r"^\S*policy\.yaml:(\d+):(\d+): (error|warning): (.*)$", text, re.M)]


def is_said(line, messages):
    place, words = line.split(" ", 1)
    kind = "error"
    if words.startswith("warning "):
        kind, words = "warning", words[8:]
    return next((m for m in messages if "%s:%s" % m[:2] == place and m[2] == kind
                 and words in m[3]), None)


def check(stet, case, folder):
    policy = write(folder, "policy.yaml", case["policy"])
    done = run(stet, "check", policy)
    messages = said(done.stdout + done.stderr)
    wrong = []
    for line in filter(str.strip, case["expect"].splitlines()):
        found = is_said(line, messages)
        if found:
            messages.remove(found)
        else:
            wrong.append("it does not say: %s" % line)
    wrong += ["it says, too: %s:%s %s: %s" % m for m in messages]
    bad = any(" warning " not in l for l in case["expect"].splitlines() if l.strip())
    if bad != (done.returncode == 78):
        wrong.append("stet check ended with %d" % done.returncode)
    answer = run(stet, "rights", write(folder, "a.md", ARTICLE), "--policy", policy)
    if bad and answer.returncode != 78:
        wrong.append("stet rights ended with %d" % answer.returncode)
    return wrong


def main():
    stet, path = sys.argv[1], sys.argv[2]
    failed = count = 0
    for case in cases(path):
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            for text in check(stet, case, folder):
                failed += 1
                print("%s: %s: %s" % (os.path.basename(path), case["name"], text))
    print("%d policies with mistakes, %d wrong" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
