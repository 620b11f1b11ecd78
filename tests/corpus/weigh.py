#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Weighs the words of furniture against those of text, from labelled articles.

usage: weigh.py [--but PATTERN] STET OUTPUT [FOLDER ...]

Counts in how many passages of each kind a word stands in the seen half of tests/corpus/furniture and in
all of other folders of such articles, and writes how much each word speaks for each kind, in quarters of a
natural logarithm above the least. Text that no label covers is the kind `text`. The unseen half is not read.
"""
import argparse
import collections
import json
import math
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCORE = {"__name__": "score", "__file__": str(HERE / "score.py")}
exec(compile((HERE / "score.py").read_text().replace("sys.exit(main())", ""), "score.py", "exec"), SCORE)
LEAST_PASSAGES, LEAST_WORDS, TEXT_WORDS, FLOOR, SMOOTH = 3, 2, 4, -4, 3


def fold(text):
    text = re.sub(r"<[^>]*>|\]\([^)]*\)|https?://\S+", " ", text)
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("\u00df", "ss").replace("\u0153", "oe").replace("\u00e6", "ae")
    words = re.findall(r"[a-z0-9]+", text)
    return {"#" if w[0].isdigit() else w for w in words} | {c for c in "?!@" if c in text}


def text_of(node):
    inner = "".join(text_of(n) for n in node.get("content", []))
    return node.get("text", "") + inner + (" " if "break" in node["kind"] or inner else "")


def passages(stet, folder, but):
    legacy = (folder / "legacy.txt").read_text().split() if (folder / "legacy.txt").exists() else []
    corpus = folder == HERE / "furniture"
    files = sorted(f for f in folder.iterdir() if f.suffix in (".md", ".html") and f.with_suffix(".json").exists()
                   and (not corpus or SCORE["is_seen"](f.stem, legacy)) and not (but and re.search(but, str(f))))
    for file, full in zip(files, SCORE["read"](stet, files, False) if files else []):
        spans = json.loads(file.with_suffix(".json").read_text(encoding="utf-8")).get("spans", [])
        for s in spans:
            yield s["kind"], fold(s["text"])
        for block in full["body"]:
            at, n = block["span"]
            if not any(s["start"] < at + n and s["end"] > at for s in spans) and len(text_of(block)) >= 10:
                yield "text", fold(text_of(block))


def weigh(found):
    of_kind, of_word = collections.Counter(), collections.defaultdict(collections.Counter)
    for kind, words in found:
        of_kind[kind] += 1
        for w in words:
            of_word[w][kind] += 1
    whole, weights = sum(of_kind.values()), collections.defaultdict(lambda: collections.defaultdict(list))
    for word, counts in sorted(of_word.items()):
        n = sum(counts.values())
        if n < LEAST_WORDS or (set(counts) == {"text"} and n < TEXT_WORDS):
            continue
        for kind, k in counts.items():
            if of_kind[kind] < LEAST_PASSAGES:
                continue
            for_it = math.log((k + SMOOTH * 4 * n / whole + .02) / (of_kind[kind] + SMOOTH * 4))
            against = math.log((n - k + .5) / (whole - of_kind[kind] + 1))
            weight = round(4 * (for_it - against))
            if weight >= 0:
                weights[kind][weight - FLOOR].append(word)
    priors = {k: round(-4 * math.log(n / whole)) for k, n in of_kind.items() if n >= LEAST_PASSAGES}
    return priors, weights


def write(path, priors, weights):
    lines = ["# How much a word speaks for a kind of furniture, or for text, in quarters of a natural logarithm; `#`",
             "# stands for any number. `rare` says how rare a kind is, in the same measure. Made by",
             "# tests/corpus/weigh.py from labelled articles.", "revised: 2026-11-25", "rare:"]
    lines += ["  %s: %d" % (k, priors[k]) for k in sorted(priors)] + ["words:"]
    for kind in sorted(weights):
        lines.append("  %s: |" % kind)
        for weight in sorted(weights[kind], reverse=True):
            line = "    %d" % weight
            for word in weights[kind][weight]:
                if len(line) + len(word) > 110:
                    lines.append(line)
                    line = "    %d" % weight
                line += " " + word
            lines.append(line)
    path.write_text("\n".join(lines) + "\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stet")
    p.add_argument("output", type=Path)
    p.add_argument("folders", type=Path, nargs="*")
    p.add_argument("--but")
    o = p.parse_args()
    found = [x for d in [HERE / "furniture"] + o.folders for x in passages(o.stet, d, o.but)]
    write(o.output, *weigh(found))


main()
