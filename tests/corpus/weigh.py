#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Learns how much words speak for each kind of furniture, or for text, from labelled passages. Needs numpy.

usage: weigh.py [--lines FOLDER] [--text FOLDER] [--folder FOLDER ...] [--test] STET OUTPUT

Passages are the seen half of tests/corpus/furniture and of other such folders (what no label covers is the
kind `text`), the lines of FOLDER/**/*.jsonl ({"kind": ..., "text": ...}), and the paragraphs of FOLDER/*.txt,
which are all text. The unseen half is not read. A multinomial logistic regression with an L2 penalty, over
words, pairs of neighbours, the first five letters of longer words, and how the passage looks, is fitted by
AdaGrad and written in sixteenths of a natural logarithm. --test fits on three quarters of the passages and
tells how well the last quarter is read, for how many texts in a hundred that are taken for furniture.
"""
import argparse
import collections
import datetime
import json
import random
import re
import unicodedata
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SCORE = {"__name__": "score", "__file__": str(HERE / "score.py")}
exec(compile((HERE / "score.py").read_text().replace("sys.exit(main())", ""), "score.py", "exec"), SCORE)
UNIT, FEW, MANY, STEM, LEAST = 16, 8, 20, 5, 2
LENGTHS = (4, 9, 19, 34, 60)
LIGATURES = str.maketrans({"\u00df": "ss", "\u0153": "oe", "\u00e6": "ae"})
MARKUP = re.compile(r"<[^>]*>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|https?://\S+")
WRAPS = re.compile(r"</?(?:p|div|section|aside|footer|li|ul|small|span|figcaption)\b[^>]*>")
BOLD = r"(?:\*\*|__|<(?:strong|b)>)"


# ---- what a passage holds: the same as in plugins/furniture/rules/guess.c --------------------

def fold(word):
    word = unicodedata.normalize("NFKD", word.lower().translate(LIGATURES))
    return "".join(c for c in word if c.isascii() and c.isalnum())


def form(source, text):
    inner = WRAPS.sub("", source).strip()
    bare = re.sub(r"[*_]|<[^>]*>", "", source).strip()
    if re.search(r"\]\(|<a\s|https?://", source):
        yield "*link"
    if re.fullmatch(BOLD + r"[^*_]+" + BOLD, inner, re.S):
        yield "*bold"
    elif re.fullmatch(r"\*[^*].*[^*]\*|_[^_].*_|<(em|i)>.*</(em|i)>", inner, re.S):
        yield "*italic"
    if bare[:1] in ("(", "[") and bare.rstrip(".")[-1:] in (")", "]") and not re.match(r"\[[^\]]*\]\(", bare):
        yield "*bracket"
    if re.match(r"\W*(?:\w+[^\w:]+){0,4}\w+\W{0,3}:", text) or re.match(BOLD + r"[^*]+" + BOLD + r".", inner, re.S):
        yield "*label"
    if re.search('["\u201c\u201d\u201e\u00ab\u00bb]', text):
        yield "*quote"
    if not re.search("[.!?\u2026]\\W*$", text):
        yield "*open"


def tokens(source):
    """All tokens of a passage in Markdown or HTML, and how many words it has."""
    source = re.sub(r"^\s*(#{1,6}\s+|[-*]\s+|>\s?)", "", unicodedata.normalize("NFC", source).strip())
    text = MARKUP.sub(" ", source)
    raw = re.findall(r"[^\W_]+", text)
    words = ["#" if w[0].isdigit() else fold(w) for w in raw]
    out = [w for w in words if w != "#"] + ["#"] * ("#" in words) + [c for c in "?!@" if c in text]
    row = ["^"] + words + ["$"]
    out += [a + "_" + b for a, b in zip(row, row[1:])]
    out += [w[:STEM].lower() + "~" for w in raw if len(w) > STEM and not w[0].isdigit()]
    inside = re.findall(r"(?<![.!?:\n] )(?<!^)\b[^\W_]+", re.sub(r"[*_]", "", text).strip())
    out.append("*big%d" % min(3, 10 * sum(w[0].isupper() for w in inside) // (len(inside) + 1)))
    out.append("*length%d" % sum(len(words) > n for n in LENGTHS))
    return out + list(form(source, text)), max(FEW, len(words))


# ---- passages ------------------------------------------------------------------------------

def from_articles(stet, folder):
    legacy = (folder / "legacy.txt").read_text().split() if (folder / "legacy.txt").exists() else []
    corpus = folder == HERE / "furniture"
    files = sorted(f for f in folder.iterdir() if f.suffix in (".md", ".html") and f.with_suffix(".json").exists()
                   and (not corpus or SCORE["is_seen"](f.stem, legacy)))
    for file, full in zip(files, SCORE["read"](stet, files, False) if files else []):
        spans = json.loads(file.with_suffix(".json").read_text(encoding="utf-8")).get("spans", [])
        source = file.read_bytes()
        for s in spans:
            yield file.stem, s["kind"], s["text"]
        for block in full["body"]:
            at, n = block["span"]
            if n >= 10 and not any(s["start"] < at + n and s["end"] > at for s in spans):
                yield file.stem, "text", source[at:at + n].decode("utf-8", "replace")


def from_lines(folder):
    for file in sorted(folder.rglob("*.jsonl")):
        for i, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                row = json.loads(line)
                yield "%s %d" % (file, i // 6), row["kind"], row["text"]


def from_texts(folder):
    for file in sorted(folder.rglob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if len(line) > 25:
                yield str(file), "text", line


# ---- the fit -------------------------------------------------------------------------------

class Passages:
    """Tokens of many passages in a row, by number."""

    def __init__(self, found, numbers):
        self.at, self.of, self.scale = [0], [], []
        for _, held, count in found:
            known = sorted(numbers[t] for t in held if t in numbers) or [0]
            self.of += known
            self.at.append(len(self.of))
            self.scale.append((MANY / count) ** .5)
        self.at, self.of = np.array(self.at), np.array(self.of, dtype=np.int32)
        self.scale = np.array(self.scale, dtype=np.float32)[:, None]

    def some(self, rows):
        lengths = self.at[rows + 1] - self.at[rows]
        of = np.concatenate([self.of[self.at[r]:self.at[r + 1]] for r in rows])
        return of, lengths, np.concatenate(([0], np.cumsum(lengths)[:-1]))

    def scores(self, weights, bias):
        out = []
        for s in range(0, len(self.scale), 2000):
            rows = np.arange(s, min(s + 2000, len(self.scale)))
            of, _, starts = self.some(rows)
            out.append(np.add.reduceat(weights[of], starts, axis=0) * self.scale[rows] + bias)
        return np.concatenate(out)


def fit(passages, y, kinds, tokens_, penalty, rounds=12, step=.15, batch=256):
    rng = np.random.default_rng(1)
    weights, bias = np.zeros((tokens_, kinds), np.float32), np.zeros(kinds, np.float32)
    squares = np.full((tokens_, kinds), .01, np.float32)
    often = np.maximum(1, np.bincount(passages.of, minlength=tokens_))
    for round_ in range(rounds):
        order, rate = rng.permutation(len(y)), step * (1 - round_ / rounds) + step * .05
        for s in range(0, len(y), batch):
            rows = order[s:s + batch]
            of, lengths, starts = passages.some(rows)
            z = np.add.reduceat(weights[of], starts, axis=0) * passages.scale[rows] + bias
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(len(rows)), y[rows]] -= 1
            bias -= rate * p.sum(0) / len(rows)
            each = np.repeat(p * passages.scale[rows], lengths, axis=0)
            by = np.argsort(of, kind="stable")
            first = np.flatnonzero(np.concatenate(([True], of[by][1:] != of[by][:-1])))
            which, share = of[by][first], np.diff(np.concatenate((first, [len(by)])))
            slope = np.add.reduceat(each[by], first, axis=0)
            slope += penalty * weights[which] * (share / often[which])[:, None]
            squares[which] += slope * slope
            weights[which] -= rate * slope / np.sqrt(squares[which])
    return weights, bias


def learn(found, penalty):
    often = collections.Counter(t for _, held, _ in found for t in set(held))
    names = sorted(t for t, n in often.items() if n >= LEAST)
    kinds = sorted({kind for kind, _, _ in found})
    passages = Passages(found, {t: i for i, t in enumerate(names)})
    y = np.array([kinds.index(kind) for kind, _, _ in found])
    weights, bias = fit(passages, y, len(kinds), len(names), penalty)
    return names, kinds, weights, bias


def prune(weights, bias, least):
    """What is said in whole sixteenths, without what is too small to matter."""
    whole = np.clip(np.round(weights * UNIT), -127, 127)
    whole[np.abs(whole) < least] = 0
    return whole, np.round(bias * UNIT)


# ---- how well ------------------------------------------------------------------------------

def test(found, groups, penalty, least):
    names = sorted(set(groups))
    random.Random(3).shuffle(names)
    last = {g for i, g in enumerate(names) if i % 4 == 0}
    tokens_, kinds, weights, bias = learn([f for f, g in zip(found, groups) if g not in last], penalty)
    whole, rounded = prune(weights, bias, least)
    rows = [f for f, g in zip(found, groups) if g in last and f[0] in kinds]
    z = Passages(rows, {t: i for i, t in enumerate(tokens_)}).scores(whole, rounded) / UNIT
    y = np.array([kinds.index(kind) for kind, _, _ in rows])
    plain = [i for i, k in enumerate(kinds) if k in ("text", "field")]
    text = np.isin(y, plain)
    other = np.delete(z, plain, 1).max(1) - z[:, plain].max(1)
    print("penalty %g, least %d: %d tokens, %d weights; kind right %.3f (furniture %.3f)"
          % (penalty, least, len(tokens_), np.count_nonzero(whole), (z.argmax(1) == y).mean(),
             (z.argmax(1) == y)[~text].mean()))
    for share in (.002, .01, .03, .1):
        bar = np.sort(other[text])[int(text.sum() * (1 - share))]
        beyond = (other > bar) & ~text
        print("  texts taken for furniture %5.1f %%: over %5.1f, furniture found %.3f, of the right kind %.3f"
              % (100 * share, bar, beyond.sum() / (~text).sum(), (beyond & (z.argmax(1) == y)).sum() / (~text).sum()))


# ---- what is written -----------------------------------------------------------------------

def write(path, names, kinds, weights, bias, count):
    lines = ["# How much words speak for a kind of furniture, for text or for a field (a byline, a day), in",
             "# sixteenths of a natural logarithm; made by tests/corpus/weigh.py from %d labelled passages." % count,
             "# `a_b` are neighbours, `^` and `$` the ends of a passage, `abcde~` a longer word that begins so, `#` a",
             "# number, `*...` how the passage looks. A kind has `bias`, and each token the number in front of it.",
             "revised: %s" % datetime.date.today().isoformat(), "bias:"]
    lines += ["  %s: %d" % (k, bias[i]) for i, k in enumerate(kinds)] + ["words:"]
    for i, kind in enumerate(kinds):
        lines.append("  %s: |" % kind)
        column = weights[:, i]
        for weight in sorted({int(w) for w in column if w}, reverse=True):
            line = "    %d" % weight
            for t in np.flatnonzero(column == weight):
                if len(line) + len(names[t]) > 110:
                    lines.append(line)
                    line = "    %d" % weight
                line += " " + names[t]
            lines.append(line)
    path.write_text("\n".join(lines) + "\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stet")
    p.add_argument("output", type=Path)
    p.add_argument("--lines", type=Path, action="append", default=[])
    p.add_argument("--text", type=Path)
    p.add_argument("--folder", type=Path, action="append", default=[])
    p.add_argument("--penalty", type=float, default=.3)
    p.add_argument("--least", type=int, default=3)
    p.add_argument("--test", action="store_true")
    o = p.parse_args()
    rows = [r for d in [HERE / "furniture"] + o.folder for r in from_articles(o.stet, d)]
    rows += [r for d in o.lines for r in from_lines(d)]
    rows += list(from_texts(o.text)) if o.text else []
    found = [(kind,) + tokens(text) for _, kind, text in rows]
    if o.test:
        return test(found, [group for group, _, _ in rows], o.penalty, o.least)
    names, kinds, weights, bias = learn(found, o.penalty)
    whole, rounded = prune(weights, bias, o.least)
    write(o.output, names, kinds, whole, rounded, len(found))


main()
