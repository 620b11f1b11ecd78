#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes docs/steps.md and README's table of steps from the option tables of the plugins.

usage: docs/generate.py STET [--check]

--check writes nothing and fails when a file is not what the tables say.
"""
import re
import subprocess
import sys
from pathlib import Path

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


def main():
    stet, check = sys.argv[1], "--check" in sys.argv
    text = reference(stet)
    steps = re.findall(r"^#+ `?([a-z_.0-9]+)`?[^\n]*\n(.*?)(?=^#+ `?[a-z_]+\.|^#+ `?[a-z_]+`?$|\Z)", text, re.S | re.M)
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    wanted = {
        TOP / "docs/steps.md": HEAD + text,
        TOP / "README.md": re.sub(r"(<!-- steps: made by docs/generate.py -->\n).*?(<!-- /steps -->)",
                                  lambda m: m[1] + "\n" + table(steps) + "\n\n" + m[2], readme, flags=re.S),
    }
    stale = [path for path, content in wanted.items()
             if not path.exists() or path.read_text(encoding="utf-8") != content]
    for path in stale:
        if check:
            print("%s is not what the tables say: run docs/generate.py" % path.relative_to(TOP))
        else:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


sys.exit(main())
