#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The block for copying: pasted into a page of another house, as Markdown and as HTML, in four
languages, it gives back the policy that it was made of; so do its words alone, as far as they
go; names and titles of any kind stay text; a second run changes nothing."""
import glob
import json
import os
import re
import shutil
import sys
import tempfile

from rights_batch import READ, Batch, pipeline, step, write

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
OUT = """    out:
      - {use: write.markdown, to: "%s/{{ id }}.md", with: {front_matter: false, afresh: true}}
      - {use: write.html, to: "%s/{{ id }}.html", with: {document: fragment}}
"""
FORMS = ("md", "html")
PAGES = {"md": "# Another page\n\nA page of another house, with a text of its own.\n\nIt has two paragraphs.\n\n%s\n",
         "html": "<!DOCTYPE html><html><head><title>Another page</title></head><body><article>"
                 "<h1>Another page</h1><p>A page of another house, with a text of its own.</p>"
                 "<p>It has two paragraphs.</p>%s</article></body></html>\n"}
ARTICLE = """---
title: %s
language: %s
canonical: https://sluice.example/2025/a?id=%d#top
---

# The sluice

The sluice at the harbour opens again after two years.

It had been closed since a ship ran into it.
"""
# What the words alone say when the part for machines is lost.
IN_WORDS = {"credit-author", "credit-source", "link", "no-edit", "keep-links", "exclude-images"}


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


class Kit:
    """A policy and an article of a language, and the block of each form."""

    def __init__(self, folder, number, policy, language):
        self.policy, self.language, self.blocks, self.texts = policy, language, {}, {}
        self.article = write(folder, "k%d.md" % number,
                             ARTICLE % (json.dumps(HOSTILE), language, number))
        self.number = number

    def name(self, form):
        return "%s, %s, %s" % (os.path.basename(self.policy), self.language, form)


def kit_texts(batch, place, kits, articles):
    """The article of each kit with its block, as Markdown and as HTML."""
    ids = batch.ids(list(articles.values()))
    steps = ["{use: %s}" % use for use in READ + ["slug"]]
    steps += [step("republish.kit", "k%d" % k.number, ids[articles[k]],
                   {"policy": os.path.basename(k.policy)}) for k in kits]
    said = batch.run(pipeline(batch.folder, place + ".yaml", steps, OUT % (place, place)),
                     list(ids))
    texts = {}
    for kit in kits:
        texts[kit] = {}
        for made in said[articles[kit]]["outputs"]:
            with open(os.path.join(batch.folder, made["name"]), encoding="utf-8") as f:
                texts[kit][made["name"].rpartition(".")[2]] = f.read()
    return texts


def policies_of_kits(batch, kits):
    ids = batch.ids([k.article for k in kits])
    steps = [step("rights.detect", "d%d" % k.number, ids[k.article],
                  {"policy": os.path.basename(k.policy)}) for k in kits]
    said = batch.policies(list(ids), steps)
    return {kit: without_evidence(said[kit.article]) for kit in kits}


def pages(batch, kits, prefix, change):
    """The policy of a page of another house with each block, by kit and form."""
    names = {}
    for kit in kits:
        for form, block in kit.blocks.items():
            name = "%s%d.%s" % (prefix, kit.number, form)
            names[kit, form] = write(batch.folder, name, PAGES[form] % change(block))
    said = batch.policies(list(names.values()))
    return {which: said[name] for which, name in names.items()}


def differs(kit, form, wanted, got):
    if not (wanted or {}).get("holder", {}).get("hosts"):
        return "the policy has no host: %s" % wanted
    if "sluice.example" not in wanted["holder"]["hosts"]:  # where the article stands
        wanted["holder"]["hosts"].append("sluice.example")
    got = without_evidence(got)
    if got != wanted:
        return "%s is not %s" % (differing(got or {}, wanted), differing(wanted, got or {}))
    if form == "html" and re.search(r"<(script|b)\b|href=.javascript", kit.blocks[form]):
        return "there is markup in the block"
    return ""


def lacks_words(wanted, got):
    have = {d["do"] for g in (got or {}).get("grants", []) for d in g["duties"]}
    owed = {d["do"] for d in wanted["grants"][0]["duties"]} & IN_WORDS
    return "" if owed <= have else "words alone lack %s, have %s" % (
        sorted(owed - have), sorted(have))


def again(batch, kits):
    """Pages of the house that have the block already; in Markdown, stamps are front matter."""
    names = {k: write(batch.folder, "first%d.html" % k.number, PAGES["html"] % k.texts["html"])
             for k in kits}
    for kit, texts in kit_texts(batch, "again", kits, names).items():
        if texts["html"].count("#republish:") != 1:
            yield kit, "html", "the block stands there twice"


def check(batch, kits):
    wanted = policies_of_kits(batch, kits)
    for kit, texts in kit_texts(batch, "made", kits, {k: k.article for k in kits}).items():
        kit.texts = texts
        kit.blocks = {form: block_of(form, texts[form]) for form in FORMS}
    for (kit, form), got in pages(batch, kits, "page", str).items():
        yield kit, form, differs(kit, form, wanted[kit], got)
    bare = pages(batch, kits, "bare", lambda block: re.sub(r"#republish:[^\s)\"]*", "", block))
    for (kit, form), got in bare.items():
        yield kit, form, lacks_words(wanted[kit], got)
    # a policy for a host that the address does not lead to counts for nothing
    moved = pages(batch, kits, "moved", lambda block: block.replace(
        "https://sluice.example/", "https://sluice.example.evil.example/"))
    for (kit, form), got in moved.items():
        if (got or {}).get("id") == wanted[kit]["id"]:
            yield kit, form, "a policy for another host was taken"
    yield from again(batch, kits)


def main():
    program, top = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        every = write(folder, "every.yaml", EVERY % json.dumps(HOSTILE))
        shipped = sorted(glob.glob(top + "/plugins/attribution/policy-*.yaml"))
        for path in shipped:
            shutil.copy(path, folder)
        pairs = [(policy, language) for language in ("en", "de", "fr", "es")
                 for policy in [every] + (shipped if language == "en" else shipped[:2])]
        kits = [Kit(folder, n, *pair) for n, pair in enumerate(pairs)]
        wrong = [w for w in check(Batch(program, folder), kits) if w[2]]
    for kit, form, text in wrong:
        print("%s: %s" % (kit.name(form), text))
    print("%d blocks, %d wrong" % (len(kits) * len(FORMS), len(wrong)))
    return 1 if wrong or not kits else 0


if __name__ == "__main__":
    sys.exit(main())
