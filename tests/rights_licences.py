#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every licence in every version, by identifier, by name and by address, as a policy and as
the statement of an article; and what may go into what."""
import sys
import tempfile

from rights_batch import Batch, lay, write

FAMILIES = {
    "CC-BY": "by", "CC-BY-SA": "by-sa", "CC-BY-NC": "by-nc", "CC-BY-NC-SA": "by-nc-sa",
    "CC-BY-ND": "by-nd", "CC-BY-NC-ND": "by-nc-nd"}
VERSIONS = ["1.0", "2.0", "2.1", "2.5", "3.0", "4.0"]
STATEMENTS = ["InC", "InC-OW-EU", "InC-EDU", "InC-NC", "InC-RUU", "NoC-CR", "NoC-NC",
              "NoC-OKLR", "NoC-US", "CNE", "UND", "NKC"]
# source, output, allowed
JOINS = [
    ("CC0-1.0", "CC-BY-4.0", "satisfied"), ("PDM-1.0", "all-rights-reserved", "satisfied"),
    ("CC-BY-4.0", "CC-BY-SA-4.0", "satisfied"), ("CC-BY-4.0", "CC-BY-NC-ND-4.0", "satisfied"),
    ("CC-BY-4.0", "CC0-1.0", "violated"), ("CC-BY-SA-4.0", "CC-BY-SA-4.0", "satisfied"),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", "satisfied"), ("CC-BY-SA-4.0", "CC-BY-SA-3.0", "violated"),
    ("CC-BY-SA-4.0", "CC-BY-4.0", "violated"), ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "violated"),
    ("CC-BY-NC-4.0", "CC-BY-4.0", "violated"), ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "satisfied"),
    ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0", "satisfied"),
    ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", "violated"), ("CC-BY-ND-4.0", "CC-BY-4.0", "violated"),
    ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "satisfied"), ("CC-BY-NC-ND-4.0", "CC-BY-NC-4.0", "violated"),
    ("all-rights-reserved", "CC-BY-4.0", "violated"), ("unknown", "CC-BY-4.0", "unverifiable"),
    ("CC-BY-4.0", "unknown", "unverifiable"), ("InC", "CC-BY-4.0", "violated")]
TEXT = ("# Head\n\nA text about the harbour that goes on for a while, and then for another.\n\n"
        "It goes on for a second paragraph, so that there is a body with two of them.\n\n")


def said_lines():
    """A sentence and the licence that it states."""
    for family, path in FAMILIES.items():
        for version in VERSIONS:
            url = "https://creativecommons.org/licenses/%s/%s/" % (path, version)
            wanted = "%s-%s" % (family, version)
            yield "Licensed under [this licence](%s)." % url, wanted
            yield "This article is licensed under %s." % wanted.replace("-", " ", 1), wanted
    yield ("Licence: [CC](https://creativecommons.org/licenses/by/3.0/de/deed.en)",
           "CC-BY-3.0-DE")
    for name in STATEMENTS:
        yield "[Rights](http://rightsstatements.org/vocab/%s/1.0/)." % name, name


def check_stated(batch, say):
    articles = {write(batch.folder, "s%d.md" % n, TEXT + line + "\n"): (line, wanted)
                for n, (line, wanted) in enumerate(said_lines())}
    for name, policy in batch.policies(list(articles)).items():
        line, wanted = articles[name]
        got = policy.get("licence") if isinstance(policy, dict) else policy
        if got != wanted:
            say("%s: %s" % (line, got))


def rows_under(batch, asked):
    """The rows of an article under each licence, (licence, output or None)."""
    laid = {}
    for n, (licence, output) in enumerate(asked):
        case = {"article.md": TEXT, "policy": "policy: {licence: \"%s\"}\n" % licence}
        if output:
            case["into"] = output
        laid[n] = lay(case, batch.folder, n)
    return batch.rows(laid)


def check_duties(batch, say):
    found = rows_under(batch, [(family + "-4.0", None) for family in FAMILIES])
    for family, rows in zip(FAMILIES, found.values()):
        duties = {r["duty"] for r in rows} if isinstance(rows, list) else {rows}
        wanted = {"credit-author", "link", "keep-notice"}
        wanted |= {"noncommercial"} if "NC" in family else set()
        wanted |= {"no-derivatives"} if "ND" in family else {"indicate-changes"}
        wanted |= {"share-alike"} if "SA" in family else set()
        if duties != wanted:
            say("%s owes %s" % (family, sorted(duties)))


def check_joins(batch, say):
    found = rows_under(batch, [(source, output) for source, output, _ in JOINS])
    for (source, output, status), rows in zip(JOINS, found.values()):
        got = [r["status"] for r in rows if r["duty"] == "into"] if isinstance(rows, list) else rows
        if got != [status]:
            say("%s into %s: %s" % (source, output, got))


def main():
    wrong = []
    for check in (check_stated, check_duties, check_joins):
        with tempfile.TemporaryDirectory() as folder:
            check(Batch(sys.argv[1], folder), wrong.append)
    for line in wrong:
        print(line)
    print("licences: %d wrong" % len(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
