#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every licence in every version, by identifier, by name and by address, as a policy and as
the statement of an article; and what may go into what."""
import json
import os
import subprocess
import sys
import tempfile

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


def run(stet, folder, name, text, *args):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return subprocess.run([stet, "rights", path, *args], capture_output=True, text=True)


def stated(stet, folder, line):
    done = run(stet, folder, "a.md", TEXT + line + "\n", "--show-policy")
    policy = json.loads(done.stdout or "{}").get("policy") or {}
    return policy.get("licence")


def rows(stet, folder, licence, *args):
    policy = os.path.join(folder, "p.yaml")
    with open(policy, "w", encoding="utf-8") as out:
        out.write("policy: {licence: \"%s\"}\n" % licence)
    done = run(stet, folder, "a.md", TEXT, "--policy", policy, "--json", *args)
    return json.loads(done.stdout) if done.returncode in (0, 1) else done.stderr


def check_stated(stet, folder, say):
    for family, path in FAMILIES.items():
        for version in VERSIONS:
            url = "https://creativecommons.org/licenses/%s/%s/" % (path, version)
            wanted = "%s-%s" % (family, version)
            for line in ("Licensed under [this licence](%s)." % url,
                         "This article is licensed under %s." % wanted.replace("-", " ", 1)):
                got = stated(stet, folder, line)
                if got != wanted:
                    say("%s: %s" % (line, got))
    got = stated(stet, folder,
                 "Licence: [CC](https://creativecommons.org/licenses/by/3.0/de/deed.en)")
    if got != "CC-BY-3.0-DE":
        say("port: %s" % got)
    for name in STATEMENTS:
        got = stated(stet, folder, "[Rights](http://rightsstatements.org/vocab/%s/1.0/)." % name)
        if got != name:
            say("%s: %s" % (name, got))


def check_duties(stet, folder, say):
    for family in FAMILIES:
        got = rows(stet, folder, family + "-4.0")
        duties = {r["duty"] for r in got} if isinstance(got, list) else {got}
        wanted = {"credit-author", "link", "keep-notice"}
        wanted |= {"noncommercial"} if "NC" in family else set()
        wanted |= {"no-derivatives"} if "ND" in family else {"indicate-changes"}
        wanted |= {"share-alike"} if "SA" in family else set()
        if duties != wanted:
            say("%s owes %s" % (family, sorted(duties)))


def check_joins(stet, folder, say):
    for source, output, status in JOINS:
        got = rows(stet, folder, source, "--into", output)
        found = [r["status"] for r in got if r["duty"] == "into"] if isinstance(got, list) else got
        if found != [status]:
            say("%s into %s: %s" % (source, output, found))


def main():
    stet, wrong = sys.argv[1], []
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_stated, check_duties, check_joins):
            check(stet, folder, wrong.append)
    for line in wrong:
        print(line)
    print("licences: %d wrong" % len(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
