#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""links.clean on Markdown as it is written: only bytes of addresses change."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(os.environ["abs_top_builddir"])
STET = str(BUILD / "stet")
PIPELINE = """stet: 1
pipelines:
  main:
    steps:
      - { use: links.clean, with: { images: true } }
    out:
      - { use: write.markdown, to: "{{ id | slug }}.md" }
"""
# Text as it is; ~ stands around what goes.
CASES = {
    "inline": "Some __odd__ *marks* [a](https://a.example/?~utm_source=x&~b=2 'T') and `code`.\n",
    "pointed": "[a](<https://a.example/~?utm_source=x~>)\n",
    "automatic": "<https://a.example/~?gclid=1~> * and __x__ \\*\n",
    "definition": "__x__ [a][1], [b][1]\n\n* * *\n\n[1]:  https://a.example/?~utm_source=x&~q=1  \"T\"\n",
    "definition first": "[1]: <https://a.example/~?utm_source=x~>\n\nText__x__ [a][1]\n",
    "definition and inline": "[a][1] __x__ [b](https://a.example/~?gclid=1~)\n\n[1]: https://a.example/~?gclid=1~\n",
    "two definitions": "[a][1] __x__ [b][2] [c][1]\n\n[1]: https://a.example/~?gclid=1~\n[2]: https://a.example/~?gclid=1~ 'T'\n",
    "twice": "[a](https://a.example/~?gclid=1~) [a](https://a.example/~?gclid=1~) __x__\n",
    "text is address": "[https://a.example/~?gclid=1~](https://a.example/~?gclid=1~) __x__\n",
    "escaped": "[a](https://a.example/?~utm_source=x&amp;~b=2) __x__\n",
    "picture": "![i](https://a.example/i.jpg~?gclid=1~) [![i](j.jpg?w=1)](https://b.example/~?gclid=2~)\n",
    "list": "- one\n- [a](https://a.example/~?gclid=1~)\n    * __deep__ [b](https://b.example/~?gclid=1~)\n",
    "table": "| a | b |\n|:-|-|\n| [x](https://a.example/~?gclid=1~) | __y__ |\n",
    "quote": "> [a](https://a.example/~?gclid=1~)\n> lazy __x__\n",
    "brackets": "[a](https://a.example/~?utm_campaign=x+(y:+z)&utm_source=a~) __x__\n",
    "line ends": "[a](https://a.example/~?gclid=1~)\r\n__x__\r\n\r\nTwo\r\n",
    "code": "`https://a.example/?gclid=1` [a](https://a.example/~?gclid=1~) __x__\n",
    "matter": "---\ntitle:   T   # mine\n---\n\n[a](https://a.example/~?gclid=1~) __x__\n",
    "nothing": "__x__ [a](https://a.example/?b=2&amp;c=3)   \n",
}
# What cannot be changed in place is written anew, and must still be right.
ANEW = {
    "shared definition": (
        "[a][1] and [b](https://a.example/?gclid=1&q=(])\n\n[1]: https://a.example/?gclid=1\n",
        "[a][1] and"),
}


def run(text, folder):
    (folder / "a.md").write_bytes(text.encode())
    (folder / "p.yaml").write_text(PIPELINE)
    done = subprocess.run([STET, "run", "--quiet", str(folder / "p.yaml"), "-o", str(folder / "out"),
                           str(folder / "a.md")], capture_output=True, text=True)
    made = list((folder / "out").glob("*.md"))
    return made[0].read_bytes().decode() if made else done.stderr


def main():
    if not (BUILD / ".libs/stet-markdown.so").exists():
        print("skipped: no read.markdown")
        return 77
    fails = 0
    for name, text in CASES.items():
        parts = text.split("~")
        given, wanted = "".join(parts), "".join(parts[::2])
        with tempfile.TemporaryDirectory() as folder:
            got = run(given, Path(folder))
        if got != wanted:
            fails += 1
            print("FAILED: %s\n  got    %r\n  wanted %r" % (name, got, wanted))
    for name, (given, begin) in ANEW.items():
        with tempfile.TemporaryDirectory() as folder:
            got = run(given, Path(folder))
        if not got.startswith(begin):
            fails += 1
            print("FAILED: %s\n  got    %r" % (name, got))
    # many links in one block and many definitions stay linear
    many = "".join("[a%d][%d] " % (i, i) for i in range(3000)) + "\n\n" + "".join(
        "[%d]: https://a.example/%d?gclid=1&q=1\n" % (i, i) for i in range(3000))
    many += "\n" + "".join("- [x](https://b.example/%d?gclid=1)\n" % i for i in range(3000))
    with tempfile.TemporaryDirectory() as folder:
        got = run(many, Path(folder))
    if "b.example/2999)" not in got or "a.example/0?q=1" not in got:
        fails += 1
        print("FAILED: many links: %r" % got[:300])
    print("%d cases, %d failed" % (len(CASES) + len(ANEW) + 1, fails))
    return 1 if fails else 0


sys.exit(main())
