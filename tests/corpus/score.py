#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scores furniture.detect on the labelled articles of tests/corpus/furniture.

usage: score.py STET [--show] [--raise] [--folder FOLDER]

Prints precision and recall for the seen and the unseen half, per language, kind and field, and false
notices on clean articles; fails below floors.json. --show tells what went wrong in the seen half;
--raise writes floors that are higher than before.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TITLES = {"dr", "dr.", "prof", "prof.", "med.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "dra.",
          "sr.", "sra.", "mme", "m.", "rer.", "nat.", "phil.", "professor", "rev."}


def is_seen(stem, legacy):
    return stem in legacy or hashlib.sha256(stem.encode()).digest()[0] % 2 == 0


def words(text):
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub(r"\]\([^)]*\)", " ", text)
    return re.findall(r"\w+", text.lower())


def plain(value):
    kept = [w for w in str(value).split() if w.lower() not in TITLES]
    return " ".join(re.findall(r"\w+", " ".join(kept).lower()))


# ---- what stet says ----------------------------------------------------------------------

def read(stet, files, flat):
    command = [stet, "read"] + (["--flat"] if flat else []) + [str(f) for f in files]
    out = subprocess.run(command, capture_output=True, text=True)
    lines = out.stdout.splitlines()
    if len(lines) != len(files):
        sys.exit("%s\n%d articles of %d were read" % (out.stderr, len(lines), len(files)))
    return [json.loads(line) for line in lines]


def chosen(full, name):
    found = full["fields"].get(name, [])
    order = {"set": 0, "asserted": 1, "derived": 2, "inferred": 3}
    return min(found, key=lambda s: order.get(s["confidence"], 4)) if found else None


def parts(full, name, key="name"):
    return [p["attrs"].get(key, "") for s in full["fields"].get(name, []) for p in s.get("content", [])
            if "attrs" in p]


def values(full, name):
    return [s["value"] for s in full["fields"].get(name, []) if s.get("value")]


def one(full, name):
    s = chosen(full, name)
    if not s:
        return []
    named = [p["attrs"].get("name", "") for p in s.get("content", []) if "attrs" in p]
    return [s["value"]] if s.get("value") else named[:1]


def corrections(full):
    out = []
    for s in full["fields"].get("corrections", []):
        for p in s.get("content", []):
            a = p.get("attrs", {})
            out.append((a.get("type", "correction") + " " + a.get("date", "")).strip())
    return out


def contacts(full):
    return ["%s=%s" % (n["kind"], n["attrs"]["email"]) for n in full["notices"]
            if n["kind"].startswith("contact.") and n.get("attrs", {}).get("email")]


FIELDS = {
    "authors": lambda f: parts(f, "authors"),
    "contributors": lambda f: parts(f, "contributors"),
    "translators": lambda f: parts(f, "translators"),
    "image_credits": lambda f: values(f, "image_credits"),
    "subjects": lambda f: parts(f, "subjects"),
    "agency": lambda f: parts(f, "agency") + values(f, "agency"),
    "corrections": corrections,
    "contacts": contacts,
    "origin_date": lambda f: parts(f, "origin", "date")[:1],
    "translation_of": lambda f: one(f, "translation_of"),
}
SINGLE = ["published", "updated", "embargo", "dateline", "standfirst", "kicker", "series", "publisher", "sponsor",
          "print_edition", "origin", "licence", "copyright_holder", "copyright_year"]
DATES = {"published", "updated", "embargo", "origin_date", "copyright_year"}


def stated(full, name):
    return FIELDS[name](full) if name in FIELDS else one(full, name)


# ---- scores ------------------------------------------------------------------------------

class Count:
    def __init__(self):
        self.right = self.wrong = self.missed = 0

    def precision(self):
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    def recall(self):
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def f1(self):
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


class Half:
    def __init__(self):
        self.articles = self.clean = self.false = 0
        self.kinds = collections.defaultdict(Count)
        self.fields = collections.defaultdict(Count)
        self.languages = collections.defaultdict(lambda: (Count(), Count()))
        self.spans = []
        self.wrong = []

    def whole(self, table):
        sum_ = Count()
        for c in table.values():
            sum_.right += c.right
            sum_.wrong += c.wrong
            sum_.missed += c.missed
        return sum_


def overlap(label, found):
    a, b = collections.Counter(words(label)), collections.Counter(words(found))
    if not a and not b:  # a picture that nobody sees
        return 1.0
    same = sum((a & b).values())
    return 2 * same / max(1, sum(a.values()) + sum(b.values()))


def score_kinds(half, name, lang, label, flat):
    wanted = collections.defaultdict(str)
    for s in label.get("spans", []):
        wanted[s["kind"]] += "\n" + s["text"]
    found = collections.defaultdict(str)
    for n in flat["notices"]:
        found[n["kind"]] += "\n" + n["text"]
    for kind in sorted(set(label["kinds"]) | set(found)):
        counts = (half.kinds[kind], half.languages[lang][0])
        if kind not in found:
            for c in counts:
                c.missed += 1
            half.wrong.append("%s: missing %s: %s" % (name, kind, wanted[kind].strip()))
        elif kind not in label["kinds"]:
            for c in counts:
                c.wrong += 1
            half.wrong.append("%s: too much %s: %s" % (name, kind, found[kind].strip()))
        else:
            for c in counts:
                c.right += 1
            if wanted[kind]:
                half.spans.append(overlap(wanted[kind], found[kind]))
                if half.spans[-1] < .7:
                    half.wrong.append("%s: span %s: %s <> %s" % (name, kind, wanted[kind].strip(), found[kind].strip()))


def agrees(name, wanted, got):
    if name in DATES:
        return str(got)[:len(str(wanted))] == str(wanted) if name == "copyright_year" else str(got) == str(wanted) \
            or re.sub(r"(:00)?(Z|[+-]\d\d:\d\d)?$", "", str(got)) == re.sub(r"(:00)?(Z|[+-]\d\d:\d\d)?$", "", str(wanted))
    a, b = plain(wanted), plain(got)
    if name == "dateline":
        return bool(b) and (a.startswith(b) or b.startswith(a))
    return a == b


def score_fields(half, name, lang, label, full):
    wanted = dict(label.get("fields", {}))
    wanted.update(label.get("statements", {}))
    names = set(wanted) if "statements" not in label else set(FIELDS) | set(SINGLE)
    for field in sorted(names):
        want = wanted.get(field, [])
        want = list(want) if isinstance(want, list) else [want]
        got = list(dict.fromkeys(v for v in stated(full, field) if v))
        counts = (half.fields[field], half.languages[lang][1])
        for w in list(want):
            match = next((g for g in got if agrees(field, w, g)), None)
            if match is None and "statements" not in label:
                match = next((g for g in got if str(g).startswith(str(w))), None)
            if match is None:
                continue
            got.remove(match)
            want.remove(w)
            for c in counts:
                c.right += 1
        for c in counts:
            c.missed += len(want)
            c.wrong += len(got) if "statements" in label else 0
        if want or (got and "statements" in label):
            half.wrong.append("%s: field %s: wanted %s, got %s" % (name, field, want, got))


def score(stet, folder):
    oldest = folder / "legacy.txt"
    legacy = set(oldest.read_text().split()) if oldest.exists() else set()
    halves = {"seen": Half(), "unseen": Half()}
    files = sorted(f for f in folder.iterdir()
                   if f.suffix in (".md", ".html") and f.with_suffix(".json").exists())
    flats, fulls = read(stet, files, True), read(stet, files, False)
    for file, flat, full in zip(files, flats, fulls):
        label = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        half = halves["seen" if is_seen(file.stem, legacy) else "unseen"]
        lang = label.get("lang") or file.stem[:2]
        half.articles += 1
        if not label["kinds"]:
            half.clean += 1
            half.false += len(flat["notices"])
        score_kinds(half, file.stem, lang, label, flat)
        score_fields(half, file.stem, lang, label, full)
    return halves


# ---- what is printed ---------------------------------------------------------------------

def row(name, seen, unseen):
    def cells(c):
        return "%5d %5.3f %5.3f %5.3f" % (c.right + c.missed, c.precision(), c.recall(), c.f1()) if c else ""
    print("%-36s %-24s   %s" % (name, cells(seen), cells(unseen)))


def table(title, seen, unseen):
    print("\n%-36s %5s %5s %5s %5s   %9s %5s %5s %5s" % (title, "n", "prec", "rec", "F1", "unseen n", "prec", "rec", "F1"))
    for name in sorted(set(seen) | set(unseen)):
        row(name, seen.get(name), unseen.get(name))


def figures(half):
    return {"kinds": round(half.whole(half.kinds).f1(), 3), "fields": round(half.whole(half.fields).f1(), 3),
            "spans": round(sum(half.spans) / max(1, len(half.spans)), 3)}


def hold_floors(path, halves, may_raise):
    floors = json.loads(path.read_text()) if path.exists() else {}
    fell = False
    for name, half in halves.items():
        mine = floors.setdefault(name, {"kinds": 0, "fields": 0, "spans": 0, "false": 99})
        for key, value in figures(half).items():
            if value < mine[key]:
                print("%s: %s is %.3f, its floor is %.3f" % (name, key, value, mine[key]))
                fell = True
            elif may_raise:
                mine[key] = value
        if half.false > mine["false"]:
            print("%s: %d false notices on clean articles, at most %d" % (name, half.false, mine["false"]))
            fell = True
        elif may_raise:
            mine["false"] = half.false
    if may_raise:
        path.write_text(json.dumps(floors, indent=1) + "\n")
    return fell


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stet")
    p.add_argument("--folder", type=Path, default=HERE / "furniture")
    p.add_argument("--show", action="store_true")
    p.add_argument("--raise", dest="may_raise", action="store_true")
    o = p.parse_args()
    halves = score(o.stet, o.folder)
    seen, unseen = halves["seen"], halves["unseen"]
    if o.show:
        print("\n".join(seen.wrong))
    table("kind", seen.kinds, unseen.kinds)
    table("field", seen.fields, unseen.fields)
    for i, what in enumerate(("kinds", "fields")):
        table("language, " + what, {k: v[i] for k, v in seen.languages.items()},
              {k: v[i] for k, v in unseen.languages.items()})
    print()
    for name, half in halves.items():
        print("%-7s %3d articles: kinds F1 %.3f, fields F1 %.3f, spans %.3f; clean %d, false notices %d"
              % (name, half.articles, *figures(half).values(), half.clean, half.false))
    return 1 if hold_floors(o.folder / "floors.json", halves, o.may_raise) else 0


sys.exit(main())
