#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules that the plugin carries: they say what the data files say, article by article; a data
file that was changed is read instead, and a mistake in it is told at its place."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD, SOURCE = os.environ["abs_top_builddir"], os.environ["abs_top_srcdir"]
ARTICLES = sorted(str(p) for p in Path(SOURCE, "tests/corpus/furniture").glob("*-*.*")
                  if p.suffix in (".md", ".html"))
RULE = """
  - id: en.test.marzipan
    kind: newsletter
    say: |
      marzipan for every gentle reader
    hit: |
      Marzipan for every gentle reader.
"""
ARTICLE = "# The Sluice\n\nBy Ann Lee\n\nThe river rose by two metres.\n\n---\n\nMarzipan for every gentle reader.\n"


HOUSE = """revised: 2026-11-25
language: en
sets:
  thing: [marzipan, nougat, the best of sweets]
common: gentle reader
speech: whispered
rules:
  - id: house.sweets
    kind: newsletter
    say: |
      {thing} for every (gentle|kind)? reader
      (more|some) {thing} & follow @
    links: |
      sweets.example/
    hit: |
      Nougat for every kind reader.
"""
PIPELINE = """stet: 1
steps: [{use: article.structure}, {use: furniture.detect, with: {rules: [house.yaml]}}]
out: [{use: write.jsonl, to: all.jsonl}]
"""


def run_house(data, folder, *files):
    """All articles read with a file of the user's own beside the rules."""
    out = Path(folder, "out-" + data.name)
    env = dict(os.environ, STET_DATA_PATH=str(data))
    done = subprocess.run([os.path.join(BUILD, "stet"), "run", "-q", str(Path(folder, "house-pipeline.yaml")),
                           *files, "-o", str(out)], capture_output=True, text=True, env=env)
    written = out / "all.jsonl"
    return written.read_text(encoding="utf-8") if written.exists() else done.stderr


def read(data, *files):
    env = dict(os.environ, STET_DATA_PATH=str(data))
    return subprocess.run([os.path.join(BUILD, "stet"), "read", *files], capture_output=True, text=True, env=env)


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "plugins")
        shutil.copytree(Path(SOURCE, "plugins"), data, ignore=shutil.ignore_patterns("*.[ch]"))
        rules, article = data / "furniture" / "en.yaml", Path(folder, "a.md")
        text = rules.read_text(encoding="utf-8")
        article.write_text(ARTICLE, encoding="utf-8")

        rules.write_text(text + "# another file than the one that was read\n", encoding="utf-8")
        carried, afresh = read(Path(SOURCE, "plugins"), *ARTICLES), read(data, *ARTICLES)
        if carried.returncode or carried.stdout.count("\n") != len(ARTICLES):
            wrong.append("articles were not read:\n" + carried.stderr)
        for path, a, b in zip(ARTICLES, carried.stdout.splitlines(), afresh.stdout.splitlines()):
            if a != b:
                wrong.append("%s: carried and read rules differ" % path)

        Path(folder, "house.yaml").write_text(HOUSE, encoding="utf-8")
        Path(folder, "house-pipeline.yaml").write_text(PIPELINE, encoding="utf-8")
        carried = run_house(Path(SOURCE, "plugins"), folder, str(article), *ARTICLES)
        data.rename(Path(folder, "changed"))
        afresh = run_house(Path(folder, "changed"), folder, str(article), *ARTICLES)
        Path(folder, "changed").rename(data)
        if "house.sweets" not in carried or carried != afresh:
            wrong.append("with rules of a house, carried and read rules differ:\n" + carried[:300])

        rules.write_text(text + RULE, encoding="utf-8")
        if "en.test.marzipan" not in read(data, str(article)).stdout:
            wrong.append("a rule that was added is not used")
        rules.write_text(text + RULE.replace("newsletter", "marzipan"), encoding="utf-8")
        done = read(data, str(article))
        place = "en.yaml:%d" % (text.count("\n") + 3)
        if not done.returncode or place not in done.stderr:
            wrong.append("no mistake was told at %s:\n%s" % (place, done.stderr))
    print("\n".join(wrong) or "%d articles: carried and read rules say the same" % len(ARTICLES))
    return bool(wrong)


sys.exit(main())
