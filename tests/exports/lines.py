# SPDX-License-Identifier: MIT
"""A line end within a text and a soft break are one: Markdown whose lines end with a line feed becomes
texts of many lines, with CRLF soft breaks, and every writer makes the same of both."""
import os
import re
import tempfile
import textwrap

import desk
from desk import check

FORMATS = {
    "write.html": ("html", ""), "write.text": ("txt", ""), "write.nitf": ("xml", ""), "write.newsmlg2": ("xml", "provider: P"),
    "write.markdown": ("md", "afresh: true"), "write.jsonld": ("jsonld", ""), "write.ninjs": ("json", 'version: "2.1"'),
}
STEPS = "{ use: article.structure }, { use: text.stats }"
TEXT = """# A title

By Ann Lee
Published on 3 March 2025

One *two
three* four [five
six](https://e.example/a) ![seven
eight](https://e.example/i.png) `nine
ten`
eleven < 12
and so < on &amp;
on
# not a heading \\
hard
\\- no item

> quoted
> twice
lazily

- item
  goes on
  1) no list

A heading
of two lines
---

| a | b |
|---|---|
| c | d |

```
code
stays
```
"""


def wrap(text, width):
    """Long lines of prose broken, as people do who wrap."""
    lines, fence = [], False
    for line in text.split("\n"):
        fence ^= line.startswith("```")
        plain = not fence and len(line) > 60 and not re.match(r"\s*([|#<>]|[-*+]\s|\d+[.)]\s|\w+:)", line) and "{{" not in line
        lines += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if plain else [line]
    return "\n".join(lines)


with tempfile.TemporaryDirectory() as folder:
    texts = {"own.md": TEXT}
    for path in [desk.case("bare.md"), desk.case("hostile.md")] + desk.corpus(30):
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read().replace("\r\n", "\n")
        head, middle, body = text.rpartition("\n---\n")
        texts[os.path.basename(path)] = head + middle + wrap(body, 48)
    inputs = {}
    for ending, name in (("\n", "lf"), ("\r\n", "crlf")):
        os.mkdir(os.path.join(folder, name))
        inputs[name] = []
        for file, text in texts.items():
            inputs[name].append(os.path.join(folder, name, file))
            with open(inputs[name][-1], "w", encoding="utf-8", newline="") as f:
                f.write(text.replace("\n", ending))
    for use, (to, options) in FORMATS.items():
        made = {n: desk.write(use, paths, options, to="{{ stem }}." + to, steps=STEPS)[0] for n, paths in inputs.items()}
        check(sorted(made["lf"]) == sorted(made["crlf"]) and made["lf"], use, "wrote", len(made["lf"]))
        for file, data in made["lf"].items():
            a, b = (re.sub(rb"urn:sha256:[0-9a-f]+|[0-9a-f]{64}|[^<>\"' ]*/(lf|crlf)/", b"", made[n].get(file, b"")) for n in ("lf", "crlf"))
            at = next((i for i in range(min(len(a), len(b))) if a[i] != b[i]), min(len(a), len(b)))
            check(a == b, use, file, a[max(0, at - 60):at + 60], "is with CRLF", b[max(0, at - 60):at + 60])
desk.done()
