#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fix, check, fix: what attribution.fix makes of each case of tests/cases/rights.

After it no duty that it mends is violated, and when what was written is read again, it changes
nothing: the trace has no entry. Written afresh, as a canonical address
and a word to robots have no place in a Markdown source without front matter."""
import os
import re
import sys
import tempfile

from rights_batch import READ, Batch, lay, pipeline, step
from rights_cases import cases

MENDS = ("credit-author", "credit-source", "credit-partner", "credit-copyright", "credit-image",
         "statement", "link", "keep-bio", "keep-tagline", "keep-notice", "indicate-changes",
         "canonical-to-original", "noindex")
OUT = ('    out:\n      - {use: write.markdown, to: "%s/{{ id }}.md", on_collision: number,'
       ' with: {afresh: true}}\n')


def is_declared(case, verb):
    """The context says what the page says, which no article can change."""
    return verb in ("canonical-to-original", "noindex") and "page:" in case.get("context", "")


def check_rows(case, rows):
    if isinstance(rows, str):
        return ["attribution.check: %s" % rows]
    return ["%s %s is still violated: %s" % (r["duty"], r["at"], r["why"])
            for r in rows
            if r["status"] == "violated" and r["duty"] in MENDS
            and not is_declared(case, r["duty"])
            and "%s %s" % (r["duty"], r["at"]) not in case.get("unmended", "")]


def fixing(batch, name, laid, out=""):
    """A pipeline that fixes each article, and the ids of the articles."""
    ids = batch.ids([article for article, _ in laid.values()])
    steps = ["{use: %s}" % use for use in READ]
    for n, (article, options) in laid.items():
        options = {k: v for k, v in options.items() if k != "into"}
        steps.append(step("attribution.fix", "f%d" % n, ids[article], options))
    return pipeline(batch.folder, name, steps, out), ids


def fix(batch, laid, place):
    """The article of each case as it was fixed."""
    path, ids = fixing(batch, "fix.yaml", laid, OUT % place)
    said = batch.run(path, list(ids))
    made = {n: [o["name"] for o in said[article]["outputs"]] for n, (article, _) in laid.items()}
    return {n: (os.path.join(batch.folder, made[n][0]), laid[n][1]) for n in laid if made[n]}


def changed_again(batch, fixed):
    """The lines of a trace that tell a change, by number."""
    path, ids = fixing(batch, "again.yaml", fixed)
    done = batch.stet("trace", path, *ids)
    said = dict(re.findall(r"^ *\d+ attribution.fix #f(\d+) +ok +(.*)$", done.stdout, re.M))
    for n in fixed:
        if re.search(r"^$|\d changes?\b", said.get(str(n), "")):
            yield n, "read again, it is changed again: %s" % said.get(str(n), done.stderr[:200])


def main():
    every = [(os.path.basename(path), case) for path in sys.argv[2:] for case in cases(path)]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(sys.argv[1], folder)
        laid = {n: lay(case, folder, n) for n, (_, case) in enumerate(every)}
        laid = {n: l for n, l in laid.items() if "policy" in l[1]}
        fixed = {}
        for part, some in enumerate(batch.apart(laid)):
            fixed.update(fix(batch, some, "fixed%d" % part))
        wrong += [(n, "it is not written") for n in laid if n not in fixed]
        for n, rows in batch.rows(fixed).items():
            wrong += [(n, text) for text in check_rows(every[n][1], rows)]
        for some in batch.apart(fixed):
            wrong += changed_again(batch, some)
    for n, text in wrong:
        print("%s: %s: %s" % (every[n][0], every[n][1]["name"], text))
    print("%d articles fixed, %d wrong" % (len(fixed), len(wrong)))
    return 1 if wrong or not fixed else 0


if __name__ == "__main__":
    sys.exit(main())
