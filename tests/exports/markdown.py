# SPDX-License-Identifier: MIT
"""write.markdown: for each flavour, what is written reads back and is written again to the same bytes; the
article that is read back has the fields and notices of the first; names are those of the site generator."""
import json
import os
import re
import subprocess
import tempfile

import desk
from desk import check

STET = os.path.join(desk.BUILD, "stet")
FLAVOURS = ("plain", "hugo", "jekyll", "eleventy", "pelican", "zola")
try:
    import yaml
except ImportError:
    yaml = None
    desk.skip("PyYAML (python3-yaml)")


def write(inputs, flavour):
    files, said = desk.write("write.markdown", inputs, f"flavour: {flavour}, afresh: true", to="{{ stem }}.md")
    return files


def article(path):
    done = subprocess.run([STET, "read", "--bare", path], capture_output=True, text=True)
    check(done.returncode == 0, "read", path, done.stderr)
    return json.loads(done.stdout) if done.returncode == 0 else {}


def front(data):
    text = re.match(r"---\n(.*?)\n---\n", data.decode("utf-8"), re.S)
    return yaml.safe_load(text.group(1)) if text and yaml else None


def values(statements):
    """What statements say, whoever says it."""
    found = []
    for s in statements:
        found.append((s.get("value", ""), s.get("attrs", {}).get("role", "")))
        for part in s.get("content", []):
            attrs = {k: v for k, v in part.get("attrs", {}).items() if (k, v) != ("role", "translator")}
            found.append((part.get("text", ""), json.dumps(attrs, sort_keys=True, ensure_ascii=False)))
    return sorted(set(found))


folder = tempfile.TemporaryDirectory()
random = desk.random_articles(folder.name, 60)
inputs = desk.golden() + random + desk.corpus(45)
for flavour in FLAVOURS:
    first = write(inputs, flavour)
    check(len(first) == len(inputs), flavour, len(first), "of", len(inputs))
    paths = []
    for name, data in first.items():
        paths.append(os.path.join(folder.name, name))
        with open(paths[-1], "wb") as f:
            f.write(data)
    second = write(paths, flavour)
    for name, data in first.items():
        # trees that no text can say settle with the first reading
        wild = re.fullmatch(r"r\d+\.md", name)
        check(wild or second.get(name) == data, flavour, name, "is not the same a second time")
        if yaml:
            try:
                front(data)
            except yaml.YAMLError as bad:
                check(False, flavour, name, "is not YAML:", str(bad)[:200])
    for path in paths:
        if os.path.basename(path) != "full.md":
            continue
        before, after = article(desk.case("full.json")), article(path)
        for field, statements in before["fields"].items():
            if field in ("words", "characters", "sentences", "paragraphs", "reading_time", "extra"):
                continue
            check(values(statements) == values(after["fields"].get(field, [])), flavour, "does not keep", field,
                  values(statements), values(after["fields"].get(field, [])))
        check([n["kind"] for n in before["notices"]] == [n["kind"] for n in after["notices"]], flavour, "notices")
        check([len(n.get("content", [])) for n in before["notices"]] == [len(n.get("content", [])) for n in after["notices"]],
              flavour, "ranges of notices", [(n["kind"], n.get("content")) for n in after["notices"]])
    if not yaml:
        continue
    top = front(first["full.md"])
    names = {"plain": ("lastmod", "keywords"), "hugo": ("lastmod", "linkTitle", "params"), "jekyll": ("last_modified_at", "permalink"),
             "eleventy": ("updated", "permalink"), "pelican": ("modified", "summary"), "zola": ("updated", "extra", "taxonomies")}
    for name in names[flavour]:
        check(name in top, flavour, "has no", name, list(top))
    if flavour == "zola":
        check(all(isinstance(t, str) for v in top["taxonomies"].values() for t in v), "a taxonomy of Zola holds more than words")
        check(set(top) <= {"title", "description", "date", "updated", "slug", "aliases", "authors", "draft", "taxonomies",
                           "extra", "stet"}, "Zola knows no", set(top))
folder.cleanup()
desk.done()
