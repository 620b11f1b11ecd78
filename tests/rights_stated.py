#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What articles state of their rights: the policy of rights.detect against the
lines that each case of tests/cases/rights/stated expects.

A part `says LANG` stands at the end of an article in that language. `owes` are all duties of the
first grant in any order, `for` its audience; with `-have` at least these, with `-not` none of
them. Otherwise what a key holds is compared in its order."""
import glob
import os
import sys
import tempfile

from rights_batch import Batch, write
from rights_cases import cases


BEFORE = {
    "en": ("The bridge opens again",
           "The bridge over the sound opens again after two years of works, the council said on Friday.",
           "It had been closed since a ship ran into its pier in the fog of a winter morning."),
    "de": ("Die Brücke öffnet wieder",
           "Die Brücke über den Sund öffnet nach zwei Jahren wieder, teilte der Rat am Freitag mit.",
           "Sie war geschlossen, seit ein Schiff im Nebel eines Wintermorgens gegen ihren Pfeiler fuhr."),
    "fr": ("Le pont rouvre",
           "Le pont sur le détroit rouvre après deux ans de travaux, a annoncé le conseil vendredi.",
           "Il était fermé depuis qu'un navire avait heurté sa pile dans le brouillard d'un matin d'hiver."),
    "es": ("El puente reabre",
           "El puente sobre el estrecho reabre tras dos años de obras, dijo el concejo el viernes.",
           "Estaba cerrado desde que un barco chocó contra su pilar en la niebla de una mañana de invierno."),
}
SETS = {"owes": "duties", "for": "audience", "duties": "duties", "grants": "grants",
        "prohibited": "prohibited"}


def duty_name(duty):
    return duty["do"] + (":" + duty["to"] if "to" in duty else "")


def audience_of(policy):
    audience = (policy.get("grants") or [{}])[0].get("audience", {})
    site = audience.get("site", [])
    words = [site] if isinstance(site, str) else list(site)
    return words + (["noncommercial"] if audience.get("commercial") is False else [])


def param_of(policy, verb, key):
    """The values of a parameter of the first duty of this verb."""
    for grant in policy.get("grants") or []:
        for duty in grant["duties"]:
            if duty["do"] == verb:
                value = duty.get(key, [])
                return [str(v) for v in value] if isinstance(value, list) else str(value).split()
    return ["(no", "duty)"]


def see(policy, key):
    """What the policy holds of a key, as a list of words or lines."""
    grants = policy.get("grants") or []
    first = [duty_name(d) for d in grants[0]["duties"]] if grants else []
    contacts = [c["purpose"] + " " + c["address"] for c in policy.get("contacts", [])]
    holder = policy.get("holder", {})
    found = {
        "status": [policy.get("status")],
        "grants": [g["action"] for g in grants] or ["-"],
        "duties": first,
        "audience": audience_of(policy),
        "licence": [policy.get("licence") or "-"],
        "otherwise": policy.get("otherwise", {}).get("actions", []),
        "contradictions": [str(len(policy.get("contradictions", [])))],
        "prohibited": sorted({a for p in policy.get("prohibitions", []) for a in p["actions"]}),
        "third": [t["notice"] for t in policy.get("third_party", []) if "notice" in t],
        "hidden": [str(len(policy.get("hidden", [])))],
        "lookalikes": [str(len(policy.get("lookalikes", [])))],
        "hosts": holder.get("hosts", []),
        "holder": holder.get("name", "").split(),
        "scope": [policy.get("scope")],
        "words": [str(g["max_words"]) for g in grants if "max_words" in g],
        "media": (grants[0].get("audience", {}) if grants else {}).get("media", []),
    }
    return contacts if key == "contact" else found[key]


def compare_sets(got, wanted, how):
    """`link` stands for a link to anything where `-have` and `-not` ask."""
    some = set(got) | {g.partition(":")[0] for g in got}
    lacks = wanted - (some if how else set(got))
    more = wanted & some if how == "not" else set() if how else set(got) - wanted
    if how == "not":
        lacks = set()
    return "lacks %s, has %s" % (sorted(lacks), sorted(more or got)) if lacks or more else ""


def compare(policy, line):
    key, _, wanted = line.partition(" ")
    if key == "nothing":
        said = [k for k in ("grants", "prohibitions", "licences", "invitations", "contradictions")
                if (policy or {}).get(k)]
        return "" if not said else "says something: %s" % said
    if policy is None:
        return "%s: there is no policy" % key
    if key == "contact":
        return "" if wanted in see(policy, key) else "no contact %s in %s" % (
            wanted, see(policy, key))
    name, _, how = key.partition("-")
    if how or name in ("owes", "for"):
        return compare_sets(see(policy, SETS[name]), set(wanted.split()), how)
    if key == "param":
        verb, what, *values = wanted.split()
        return compare_sets(param_of(policy, verb, what), set(values), "")
    got = see(policy, key)
    if key == "prohibited":
        return "" if got == sorted(wanted.split()) else "prohibits %s" % got
    return "" if got == wanted.split() else "%s: expected %s, got %s" % (
        key, wanted.split(), got)


def article_of(case, folder, number):
    """The file of a case; None where the corpus has none."""
    if "corpus" in case:
        article = os.path.join(os.environ.get("STET_CORPUS", ""), case["corpus"].strip())
        return os.path.abspath(article) if os.path.exists(article) else None
    language = next((k[5:] for k in case if k.startswith("says ")), None)
    name = "article.html" if "article.html" in case else "article.md"
    text = case.get(name)
    if text is None:
        text = "# %s\n\n%s\n\n%s\n\n" % BEFORE[language] + case["says " + language]
    return write(folder, "%d-%s" % (number, name), text.rstrip("\n") + "\n")


def main():
    every = [(os.path.basename(path), case)
             for path in sorted(glob.glob(os.path.join(sys.argv[2], "*.txt")))
             for case in cases(path)]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        names = [article_of(case, folder, n) for n, (_, case) in enumerate(every)]
        policies = Batch(sys.argv[1], folder).policies(sorted(set(filter(None, names))))
    for (path, case), name in zip(every, names):
        if name is None:
            continue
        policy = policies[name]
        lines = [l for l in case["expect"].splitlines() if l.strip()]
        said = [policy] if isinstance(policy, str) else [compare(policy, l) for l in lines]
        for text in filter(None, said):
            failed += 1
            print("%s: %s: %s" % (path, case["name"], text))
    count = len(names) - names.count(None)
    print("%d articles, %d wrong" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
