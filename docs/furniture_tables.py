# SPDX-License-Identifier: MIT
"""Tables of docs/furniture.md, made from the rule files of plugins/furniture."""
import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "de", "fr", "es")
PHRASES = ("say", "start", "label", "hint", "cue", "links")


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def lines_of(rule, key):
    block = re.search(r"^    %s: \|\n((?:      .*\n)*)" % key, rule, re.M)
    if block:
        return [line.strip() for line in block[1].split("\n") if line.strip()]
    flow = re.search(r"^    %s: \[(.*)\]$" % key, rule, re.M)
    return [item.strip() for item in flow[1].split(",")] if flow else []


def value_of(rule, key):
    found = re.search(r"^    %s: (.+)$" % key, rule, re.M)
    return found[1] if found else ""


def rules(language):
    text = (TOP / "plugins/furniture" / (language + ".yaml")).read_text(encoding="utf-8")
    return re.findall(r"^  - id: .*\n(?:    .*\n|\n(?=    ))*", text, re.M)


def by_kind():
    kinds = {}
    for language in LANGUAGES:
        for rule in rules(language):
            kinds.setdefault(value_of(rule, "kind"), []).append((language, rule))
    return kinds


def kinds_table():
    out = ["| kind | where | states | %s | for example |" % " | ".join(LANGUAGES), "|---|---|---|%s---|" % ("--:|" * len(LANGUAGES))]
    for kind, found in sorted(by_kind().items()):
        zones = sorted({z for _, r in found for z in re.findall(r"\w+", value_of(r, "zones") or "head, tail")})
        fields = sorted({value_of(r, "field") for _, r in found} - {""})
        counts = [sum(len(lines_of(r, key)) for lang, r in found if lang == language for key in PHRASES)
                  for language in LANGUAGES]
        example = next((lines_of(r, "hit")[0] for _, r in found if lines_of(r, "hit")), "")
        out.append("| `%s` | %s | %s | %s | %s |" % (
            kind, ", ".join(z for z in ("head", "body", "tail") if z in zones),
            ", ".join("`%s`" % f for f in fields), " | ".join(map(str, counts)), cell(example)))
    return "\n".join(out)


TABLES = {"furniture_kinds": kinds_table}
