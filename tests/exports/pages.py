#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""write.html, write.amp and write.oembed: pages that an HTML parser takes without an error, that
hold what the article holds, and whose notices are found again."""

import json
import os
import re
import shutil
import subprocess
import tempfile

from desk import BUILD, TOP, case, check, corpus, done, golden, no_controls, random_articles, skip, write

try:
    import html5lib
except ImportError:
    html5lib = None
    skip("html5lib")

VNU = next((p for p in (os.environ.get("VNU_JAR", ""), "/usr/share/java/vnu.jar",
                        "/tmp/validate/npm/node_modules/vnu-jar/build/dist/vnu.jar") if p and os.path.isfile(p)), None)
ADDRESS = "url: \\\"https://h.example/{{ stem }}\\\"".replace("\\", "")
NEVER = ("svg", "math", "iframe", "object", "embed", "form", "input", "template", "noscript", "base")


def parse(text, name, fragment=False):
    if not html5lib:
        return None
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(text) if fragment else parser.parse(text)
    for (line, column), code, value in parser.errors:
        check(code == "expected-doctype-but-got-start-tag" and fragment, name, f"{line}:{column}", code, value)
    return tree


def inspect(tree, name, amp=False):
    """The rules that no parser knows."""
    if tree is None:
        return
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    ids = [e.get("id") for e in elements if e.get("id")]
    check(len(ids) == len(set(ids)), name, "ids twice", [i for i in ids if ids.count(i) > 1][:3])
    for e in elements:
        check(e.tag not in NEVER or (amp and e.tag == "noscript"), name, "has", e.tag)
        for key, value in e.attrib.items():
            check(not key.startswith("on") and key not in ("srcdoc", "srcset", "ping"), name, "has", key)
            if key in ("href", "src", "cite"):
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", value.strip().lower())
                check(not scheme or scheme.group(1) in ("http", "https", "mailto", "tel"), name, key, value)
        if e.tag == "script":
            check(amp and e.get("src") == "https://cdn.ampproject.org/v0.js" or e.get("type") == "application/ld+json",
                  name, "script", e.attrib)
            if e.get("type"):
                json.loads("".join(e.itertext()))
        if e.tag == "figure":
            caps = [i for i, c in enumerate(e) if c.tag == "figcaption"]
            check(len(caps) <= 1 and all(i in (0, len(e) - 1) for i in caps), name, "figcaption", caps)


def page_rules(tree, name):
    if tree is None:
        return
    check(len(tree.findall(".//h1")) == 1, name, len(tree.findall(".//h1")), "h1")
    check(len(tree.findall(".//title")) == 1, name, "title")
    check(tree.get("lang") is not None or "bare" in name or tree.get("dir"), name, "lang")
    check(len([e for e in tree.iter("link") if e.get("rel") == "canonical"]) == 1, name, "canonical")
    for key in ("og:title", "og:type", "description", "twitter:card"):
        n = len([e for e in tree.iter("meta") if key in (e.get("property"), e.get("name"))])
        check(n <= 1, name, key, n, "times")


def judge_with_vnu(files):
    if not VNU or not shutil.which("java"):
        skip("vnu-jar")
        return
    folder = tempfile.mkdtemp(prefix="stet-vnu-")
    try:
        for name, data in files.items():
            with open(os.path.join(folder, name.replace(".out", "") + ".html"), "wb") as f:
                f.write(data)
        run = subprocess.run(["java", "-jar", VNU, "--errors-only", "--format", "json", folder], capture_output=True,
                             text=True, timeout=300)
        for m in json.loads(run.stderr or "{}").get("messages", []):
            check(False, os.path.basename(m.get("url", "")), m.get("lastLine"), m["message"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def text_in(e):
    return re.sub(r"\s+", " ", "".join(e.itertext())).strip()


def notices_come_back():
    """Kinds and texts of the asides are those of the article; so are headings and links."""
    files, _ = write("write.html", [case("full.json")], ADDRESS)
    tree = parse(files["full.out"].decode(), "full")
    article = json.load(open(case("full.json")))
    if tree is None:
        return
    found = [(e.get("data-kind"), text_in(e)) for e in tree.iter("aside") if e.get("class") == "stet-notice"]
    for notice in article["notices"]:
        kinds = [k for k, _ in found]
        check(notice["kind"] in kinds, "the page lacks the notice", notice["kind"], kinds)
        if notice.get("text"):
            check((notice["kind"], notice["text"]) in found, "its text is another", notice["text"], found)
    metas = {(e.get("name") or e.get("property")): e.get("content") for e in tree.iter("meta")}
    for key, field in (("dcterms.rights", "copyright_notice"), ("dcterms.accessRights", "usage_terms"),
                       ("dcterms.issued", "published"), ("article:modified_time", "updated"), ("dcterms.language", "language")):
        check(metas.get(key) == article["fields"][field][0]["value"], key, metas.get(key))
    images = article["fields"]["images"][0]["content"][0]["attrs"]
    check(metas.get("og:image") == images["src"], "og:image", metas.get("og:image"))


def flat(path):
    run = subprocess.run([os.path.join(BUILD, "stet"), "read", "--flat", path], capture_output=True, text=True)
    check(run.returncode == 0, "stet read", path, run.stderr)
    return json.loads(run.stdout) if run.returncode == 0 else {}


def pages_are_read_back():
    """What read.html finds in a page are the notices and fields that the article had."""
    source = os.path.join(TOP, "examples", "05-newsroom", "articles", "cable.md")
    files, _ = write("write.html", [source], "", to="{{ stem }}.html",
                     steps="{ use: article.structure }, { use: furniture.detect }")
    folder = tempfile.mkdtemp(prefix="stet-back-")
    try:
        page = os.path.join(folder, "cable.html")
        with open(page, "wb") as f:
            f.write(files["cable.html"])
        before, after = flat(source), flat(page)
        for key in ("headline", "byline", "authors", "published", "language", "excerpt", "publisher"):
            check(before[key] == after[key], "read back,", key, before[key], after[key])
        kinds = sorted(n["kind"] for n in after["notices"])
        for notice in before["notices"]:
            check(any(n["kind"] == notice["kind"] and notice["text"] in n["text"] for n in after["notices"]),
                  "read back, no notice", notice, kinds)
        check(len(before["notices"]) > 8, "too few notices to compare")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def hostile_and_random():
    folder = tempfile.mkdtemp(prefix="stet-random-")
    try:
        inputs = random_articles(folder, 60, seed=5)
        pages, _ = write("write.html", inputs, ADDRESS + ", base: \"https://h.example/\"")
        parts, _ = write("write.html", inputs, "document: fragment")
        amps, _ = write("write.amp", inputs, ADDRESS)
        for name, data in pages.items():
            inspect(parse(no_controls(data, name), name), name)
        for name, data in parts.items():
            inspect(parse(data.decode(), "part of " + name, fragment=True), "part of " + name)
        for name, data in amps.items():
            tree = parse(data.decode(), "AMP " + name)
            inspect(tree, "AMP " + name, amp=True)
            check(b"<video" not in data and b"<audio" not in data, "AMP", name, "media")
        check(len(pages) == len(parts) == len(amps) == 60, "files", len(pages), len(parts), len(amps))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def answers(inputs):
    for with_ in ("type: rich", "type: link"):
        files, _ = write("write.oembed", inputs, with_ + ", " + ADDRESS)
        for name, data in files.items():
            value = json.loads(no_controls(data, name))
            check(value["version"] == "1.0" and value["type"] == with_[6:], name, value)
            if with_ == "type: rich":
                check(isinstance(value["width"], int) and isinstance(value["height"], int), name, value)
                inspect(parse(value["html"], "card of " + name, fragment=True), "card of " + name)
            thumbnail = [k for k in value if k.startswith("thumbnail")]
            check(len(thumbnail) in (0, 3), name, thumbnail)


def report_parses():
    """The page of `stet run --report` for articles of every kind and for hostile ones."""
    folder = tempfile.mkdtemp(prefix="stet-report-")
    try:
        pipeline, page = os.path.join(folder, "p.yaml"), os.path.join(folder, "report.html")
        with open(pipeline, "w", encoding="utf-8") as f:
            f.write("stet: 1\npipelines: { main: { steps: [ { use: article.structure }, { use: terms, with: "
                    "{ words: [ text, a ], effect: label } } ], out: [ { use: write.text, to: \"{{ stem }}.txt\" } ] } }\n")
        os.mkdir(os.path.join(folder, "in"))
        inputs = random_articles(os.path.join(folder, "in"), 60, seed=7) + golden()
        run = subprocess.run([os.path.join(BUILD, "stet"), "run", "-q", pipeline, *inputs, "-o", os.path.join(folder, "out"),
                              "--report", page], capture_output=True, text=True)
        check(run.returncode in (0, 1), "report", run.returncode, run.stderr)
        with open(page, "rb") as f:
            text = no_controls(f.read(), "the report")
        tree = parse(text, "the report")
        check("<script" not in text, "the report has a script")
        if tree is not None:
            ids = [e.get("id") for e in tree.iter() if e.get("id")]
            check(len(ids) == len(set(ids)), "ids twice in the report")
            for e in tree.iter("a"):
                check(not e.get("href", "").startswith("#") or e.get("href")[1:] in ids, "leads nowhere", e.attrib)
            check(len([e for e in tree.iter("details") if "article" in e.get("class", "")]) == len(inputs), "articles")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    inputs = golden() + corpus()
    pages, _ = write("write.html", inputs, ADDRESS)
    check(len(pages) == len(inputs), "pages", len(pages), "of", len(inputs))
    for name, data in pages.items():
        tree = parse(data.decode(), name)
        inspect(tree, name)
        if "bare" not in name and "hostile" not in name:
            page_rules(tree, name)
    judge_with_vnu(pages)
    amps, _ = write("write.amp", inputs, ADDRESS)
    for name, data in amps.items():
        inspect(parse(data.decode(), "AMP " + name), "AMP " + name, amp=True)
        check(re.match(rb"<!doctype html>\n<html amp[ >]", data), name, data[:40])
        custom = re.search(rb"<style amp-custom>(.*?)</style>", data, re.S).group(1)
        check(len(custom) < 75000 and b"!important" not in custom, name, "amp-custom", len(custom))
    answers(inputs)
    notices_come_back()
    pages_are_read_back()
    report_parses()
    hostile_and_random()
    done()


main()
