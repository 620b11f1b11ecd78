#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The block for copying: pasted into a page of another house, as Markdown and as HTML, in four
languages, it gives back the policy that it was made of; so do its words alone, as far as they
go; names and titles of any kind stay text; a second run changes nothing."""
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile

from rights_cases import write

HOSTILE = 'A <b>sluice</b> & "its" [keeper](javascript:alert(1)) *x* {{ slug }} |'
EVERY = """policy:
  id: every-duty
  holder: {name: %s, aliases: ["Al & Co"], hosts: [sluice.example]}
  licence: CC-BY-NC-4.0
  scope: article
  grants:
    - action: republish
      audience: {site: [community, news], commercial: false, media: [web]}
      duties:
        - {do: credit-author, where: byline, match: full, with: [affiliation, publisher]}
        - {do: credit-source, where: top, match: holder, linked: true}
        - {do: credit-copyright, match: holder}
        - {do: credit-partner, match: full, name: [One, "Two, & three"]}
        - {do: credit-image}
        - {do: statement, template: "First seen at {holder} & <b>friends</b>; 100%%", where: end}
        - {do: link, to: article, visible: true, follow: true, media: [web, newsletter]}
        - {do: keep-links}
        - {do: keep-tagline, where: end}
        - {do: keep-bio}
        - {do: keep-notice, kind: correction}
        - {do: keep-pixel, src: "https://count.sluice.example/p?a=1&b=%%20"}
        - {do: logo, where: page, src: "https://sluice.example/logo.svg"}
        - {do: no-edit, except: [headline, style, time-place, shorten-with-approval]}
        - {do: whole-text}
        - {do: no-derivatives}
        - {do: share-alike}
        - {do: noncommercial}
        - {do: no-ads-inside}
        - {do: no-paywall}
        - {do: no-separate-sale}
        - {do: not-systematic}
        - {do: exclude-images, unless: [own, marked]}
        - {do: notify, handle: desk@sluice.example}
    - action: excerpt
      max_words: 200
      duties:
        - {do: mention, handle: "@sluice", on: social}
        - {do: noindex}
        - {do: canonical-to-original}
        - {do: delay, hours: 24}
        - {do: takedown-on-request, hours: 48}
        - {do: geographic, territory: [US-MT, CA]}
        - {do: until, date: 2027-03-31}
        - {do: indicate-changes}
  otherwise: {actions: [print, commercial], verdict: ask, contact: rights@sluice.example}
"""
PIPELINE = """stet: 1
pipelines:
  main:
    steps:
      - use: article.structure
      - use: furniture.detect
      - use: slug
      - use: republish.kit
        with: { policy: "%s" }
    out:
      - { use: write.%s, to: "{{ slug }}.%s", with: %s }
"""
FORMS = {"md": ("markdown", "{ front_matter: false, afresh: true }"),
         "html": ("html", "{ document: fragment }")}
PAGES = {"md": "# Another page\n\nA page of another house, with a text of its own.\n\nIt has two paragraphs.\n\n%s\n",
         "html": "<!DOCTYPE html><html><head><title>Another page</title></head><body><article>"
                 "<h1>Another page</h1><p>A page of another house, with a text of its own.</p>"
                 "<p>It has two paragraphs.</p>%s</article></body></html>\n"}
ARTICLE = """---
title: %s
language: %s
canonical: https://sluice.example/2025/a?id=7#top
---

# The sluice

The sluice at the harbour opens again after two years.

It had been closed since a ship ran into it.
"""
# What the words alone say when the part for machines is lost.
IN_WORDS = {"credit-author", "credit-source", "link", "no-edit", "keep-links", "exclude-images"}


class Stet:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *args):
        return subprocess.run([self.program] + list(args), capture_output=True, text=True)

    def policy(self, article, *args):
        done = self.run("rights", article, "--show-policy", *args)
        if done.returncode != 0:
            return {"error": done.stderr}
        return json.loads(done.stdout)["policy"]

    def kit(self, policy, form, article):
        use, options = FORMS[form]
        pipeline = write(self.folder, "p.yaml", PIPELINE % (policy, use, form, options))
        out = os.path.join(self.folder, "out")
        for old in glob.glob(out + "/*." + form):
            os.remove(old)
        done = self.run("run", "-q", pipeline, article, "-o", out)
        made = glob.glob(out + "/*." + form)
        return open(made[0], encoding="utf-8").read() if made else done.stderr


def without_evidence(value):
    if isinstance(value, dict):
        return {k: without_evidence(v) for k, v in value.items() if k != "evidence"}
    return [without_evidence(v) for v in value] if isinstance(value, list) else value


def block_of(form, text):
    """What a person copies: all from the heading of the block on."""
    if form == "html":
        return text[text.index('<aside class="stet-notice" data-kind="permission"'):]
    return text[text.index("\n### "):]


def differing(one, other):
    return json.dumps({k: v for k, v in one.items() if other.get(k) != v})[:400]


def same(stet, policy, language, form, article):
    wanted = without_evidence(stet.policy(article, "--policy", policy))
    text = stet.kit(policy, form, article)
    try:
        block = block_of(form, text)
    except ValueError:
        return "no block: " + text[:300]
    page = write(stet.folder, "page." + form, PAGES[form] % block)
    got = without_evidence(stet.policy(page))
    if not wanted.get("holder", {}).get("hosts"):
        return "the policy has no host: %s" % wanted
    if "sluice.example" not in wanted["holder"]["hosts"]:  # where the article stands
        wanted["holder"]["hosts"].append("sluice.example")
    if got != wanted:
        return "%s is not %s" % (differing(got or {}, wanted), differing(wanted, got or {}))
    if form == "html" and re.search(r"<(script|b)\b|href=.javascript", block):
        return "there is markup in the block"
    return again(stet, policy, form, text) or in_words(stet, wanted, language, form, block)


def again(stet, policy, form, text):
    """A page of the house that has the block already."""
    first = write(stet.folder, "first." + form, text if form == "md" else PAGES["html"] % text)
    if form == "md":
        return ""  # its stamps stand in the front matter
    second = stet.kit(policy, form, first)
    return "" if second.count("#republish:") == 1 else "the block stands there twice"


def in_words(stet, wanted, language, form, block):
    bare = re.sub(r"#republish:[^\s)\"]*", "", block)
    page = write(stet.folder, "bare." + form, PAGES[form] % bare)
    got = stet.policy(page)
    have = {d["do"] for g in (got or {}).get("grants", []) for d in g["duties"]}
    owed = {d["do"] for d in wanted["grants"][0]["duties"]} & IN_WORDS
    return "" if owed <= have else "words alone (%s) lack %s, have %s" % (
        language, sorted(owed - have), sorted(have))


def main():
    program, top = sys.argv[1], sys.argv[2]
    count = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        stet = Stet(program, folder)
        every = write(folder, "every.yaml", EVERY % json.dumps(HOSTILE))
        shipped = sorted(glob.glob(top + "/plugins/attribution/policy-*.yaml"))
        for language in ("en", "de", "fr", "es"):
            article = write(folder, "article.md", ARTICLE % (json.dumps(HOSTILE), language))
            for policy in [every] + (shipped if language == "en" else shipped[:2]):
                for form in FORMS:
                    count += 1
                    wrong = same(stet, policy, language, form, article)
                    if wrong:
                        failed += 1
                        print("%s, %s, %s: %s" % (os.path.basename(policy), language, form, wrong))
        # a policy for a host that the address does not lead to counts for nothing
        text = block_of("md", stet.kit(every, "md", article))
        moved = text.replace("https://sluice.example/", "https://sluice.example.evil.example/")
        got = stet.policy(write(folder, "moved.md", PAGES["md"] % moved))
        count += 1
        if (got or {}).get("id") == "every-duty":
            failed += 1
            print("a policy for another host was taken")
    print("%d blocks, %d wrong" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
