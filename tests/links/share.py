#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every network with hostile titles: what share.links wrote is taken apart by two parsers
that stet does not share a line with, urllib.parse and node's WHATWG URL.

Also: limits as the networks count, a second run over the output in Markdown and in JSON,
and addresses that must never come out.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

BUILD = Path(os.environ["abs_top_builddir"])
STET = str(BUILD / "stet")
HERE = Path(os.environ["abs_top_srcdir"]) / "tests/links"
URL = "https://example.org/a%20b/?id=1&x=%26#top"
IMAGE = "https://example.org/i.jpg?w=1&h=2"
fails = []


def fail(message):
    fails.append(message)
    print("FAILED:", message)


# Where each network takes the title and the address, written down apart from the data file.
BOTH, APART = "{title} {url}", None
NETWORKS = {
    "email": {"subject": "{title}", "body": "{title}\r\n\r\n{url}"},
    "sms": {"body": BOTH}, "whatsapp": {"text": BOTH}, "viber": {"text": BOTH},
    "telegram": {"url": "{url}", "text": "{title}"},
    "messenger": {"app_id": "12", "link": "{url}", "redirect_uri": "{url}"},
    "line": {"url": "{url}", "text": "{title}"},
    "teams": {"href": "{url}", "msgText": "{title}"},
    "bluesky": {"text": BOTH}, "mastodon": {"#text": BOTH}, "mastodon_server": {"text": BOTH},
    "misskey": {"text": "{title}", "url": "{url}"},
    "lemmy": {"url": "{url}", "title": "{title}"},
    "diaspora": {"url": "{url}", "title": "{title}"},
    "threads": {"text": "{title}", "url": "{url}", "tag": "climate"},
    "x": {"text": "{title}", "url": "{url}", "via": "us", "hashtags": "climate,meer"},
    "facebook": {"u": "{url}"}, "linkedin": {"url": "{url}"}, "xing": {"url": "{url}"},
    "reddit": {"url": "{url}", "title": "{title}"},
    "pinterest": {"url": "{url}", "media": IMAGE, "description": "{title}"},
    "tumblr": {"posttype": "link", "canonicalUrl": "{url}", "title": "{title}",
               "caption": "{title}", "tags": "climate,meer"},
    "hackernews": {"u": "{url}", "t": "{title}"},
    "flipboard": {"v": "2", "url": "{url}", "title": "{title}"},
    "vk": {"url": "{url}", "title": "{title}", "image": IMAGE},
    "ok": {"url": "{url}", "title": "{title}", "imageUrl": IMAGE},
    "weibo": {"url": "{url}", "title": "{title}", "pic": IMAGE},
    "qzone": {"url": "{url}", "title": "{title}"},
    "douban": {"href": "{url}", "name": "{title}"},
    "hatena": {"mode": "confirm", "url": "{url}", "title": "{title}"},
    "livejournal": {"subject": "{title}", "event": "{url}"},
    "gab": {"url": "{url}", "text": "{title}"}, "meneame": {"url": "{url}"},
    "instapaper": {"url": "{url}", "title": "{title}"},
    "buffer": {"url": "{url}", "text": "{title}"},
    "trello": {"mode": "popup", "url": "{url}", "name": "{title}"},
}
# What the reader is given, and what may arrive: one line, no turned direction.
TITLES = [
    ('& # % + " < > \U0001f600 \u6f22\u5b57 \u05e9\u05dc\u05d5\u05dd\nnext', None),
    ("a\r\nBcc: x@evil.example\r\n\r\nbody", "a Bcc: x@evil.example body"),
    ("&url=https://evil.example&text=", None),
    ("#text=evil&via=evil", None),
    ("100%25 %0D%0A %00 %u202e", None),
    ("\u202egnp.exe\u2069 \u2028end", "gnp.exe end"),
    ("</a><script>alert(1)</script>", None),
    ("{title} [x] {{ url }} ${y} \\ | ^ `", None),
    ("e\u0301 n\u0303 \U0001f468\u200d\U0001f469\u200d\U0001f466 \U0001f1e9\U0001f1ea", None),
    ("'\"><img src=x onerror=alert(1)>", None),
]


def front(title, body="Text.", **more):
    keys = {"title": title, "language": "de", **more}
    lines = ("%s: %s\n" % (k, json.dumps(v, ensure_ascii=False)) for k, v in keys.items())
    return "---\n" + "".join(lines) + "---\n\n" + body + "\n"


def pipeline(folder, with_, outputs, name="p.yaml"):
    steps = [{"use": "article.structure"}, {"use": "slug"}, {"use": "share.links", "with": with_}]
    out = [{"use": use, "to": "{{ headline | slug | default: 'none' }}" + ext, **({"with": {"document": "fragment"}} if ext == ".html" else {})}
           for use, ext in outputs]
    path = folder / name
    path.write_text(json.dumps({"stet": 1, "pipelines": {"main": {"steps": steps, "out": out}}}))
    return path


def run(pipe, *inputs, out):
    done = subprocess.run([STET, "run", "--quiet", str(pipe), "-o", str(out), *map(str, inputs)],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        fail("run ended with %d: %s" % (done.returncode, done.stderr))


def links(value, found=None):
    """network and address of every share link of a canonical article."""
    found = {} if found is None else found
    if isinstance(value, dict):
        if value.get("network") and value.get("href"):
            found[value["network"]] = value
        for v in value.values():
            links(v, found)
    elif isinstance(value, list):
        for v in value:
            links(v, found)
    return found


def one_json(folder):
    files = list(folder.glob("*.json"))
    return json.loads(files[0].read_text()) if files else {}


ALL = {"networks": sorted(NETWORKS), "url": URL, "image": IMAGE, "via": "us",
       "hashtags": ["climate", "meer"], "app_ids": {"messenger": "12"},
       "hosts": {"mastodon_server": "m.example", "misskey": "k.example", "lemmy": "l.example"}}


# ---- titles ---------------------------------------------------------------------
def taken_apart(href):
    """Parameters as Python reads them; those of a fragment have a # in front."""
    parts = urlsplit(href)
    if parts.scheme == "mailto":  # + is a plus in letters
        pairs = (p.split("=", 1) for p in parts.query.split("&"))
        return {unquote(k): unquote(v) for k, v in pairs}
    said = {k: v for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
    for k, v in parse_qs(parts.fragment, keep_blank_values=True).items():
        said["#" + k] = v
    return {k: v[0] if len(v) == 1 else v for k, v in said.items() if k or v != [""]}


def wanted(network, title):
    return {k: v.replace("{title}", title).replace("{url}", URL)
            for k, v in NETWORKS[network].items()}


def normal(title):
    drop = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") or
                   "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" else c for c in title)
    return " ".join(drop.split())


def check_titles(scratch):
    pairs = []
    for i, (title, arrives) in enumerate(TITLES):
        folder = scratch / ("title%d" % i)
        folder.mkdir()
        (folder / "a.md").write_text(front(title))
        run(pipeline(folder, ALL, [("write.json", ".json"), ("write.html", ".html")]),
            folder / "a.md", out=folder / "out")
        found = links(one_json(folder / "out"))
        arrives = arrives or normal(title)
        if sorted(found) != sorted(NETWORKS):
            fail("title %d: networks missing: %s" % (i, set(NETWORKS) ^ set(found)))
        html = next((folder / "out").glob("*.html")).read_text()
        for network, link in found.items():
            href, want = link["href"], wanted(network, arrives)
            got = taken_apart(href)
            if got != want:
                fail("%s, title %d: %r is not %r" % (network, i, got, want))
            if not href.isascii() or any(c in href for c in ' "<>\\^`{|}\r\n\t'):
                fail("%s, title %d: %r is no address" % (network, i, href))
            if href.replace("&", "&amp;") not in html:
                fail("%s, title %d: the page does not have %r" % (network, i, href))
            if link.get("rel") != "nofollow noopener noreferrer" or "eilen" not in link["label"]:
                fail("%s: rel or label: %r" % (network, link))
            pairs.append([network, href, want])
        if "<script" in html or "onerror=alert(1)>" in html or "javascript:" in html:
            fail("title %d: markup came out" % i)
    return pairs


def check_with_node(scratch, pairs):
    node = shutil.which("node")
    if not node:
        print("node's WHATWG URL: skipped, there is no node")
        return
    (scratch / "pairs.json").write_text(json.dumps(pairs))
    done = subprocess.run([node, str(HERE / "share.mjs"), str(scratch / "pairs.json")],
                          capture_output=True, text=True)
    print(done.stdout.strip())
    if done.returncode:
        fail("node: " + done.stdout + done.stderr)


# ---- limits ---------------------------------------------------------------------
def weigh(text):
    """X, twitter-text configuration 3, for texts without emoji sequences."""
    light = [(0, 0x10ff), (0x2000, 0x200d), (0x2010, 0x201f), (0x2032, 0x2037)]
    return sum(1 if any(a <= ord(c) <= b for a, b in light) else 2 for c in text)


def check_limits(scratch):
    limits = {"bluesky": ("text", 300, len, None), "mastodon": ("#text", 500, len, 23),
              "x": ("text", 280 - 24 - 8 - 14, weigh, 0), "reddit": ("title", 300, len, 0),
              "hackernews": ("t", 80, len, 0), "threads": ("text", 500, len, 0)}
    texts = {"latin": "wort " * 300, "cjk": "\u6f22" * 700, "accents": "\u00e9\u00e8 " * 400,
             "one": "x" * 900}
    for name, title in texts.items():
        folder = scratch / ("limit-" + name)
        folder.mkdir()
        (folder / "a.md").write_text(front(title))
        run(pipeline(folder, ALL, [("write.json", ".json")]), folder / "a.md", out=folder / "out")
        found = links(one_json(folder / "out"))
        for network, (key, most, count, url) in limits.items():
            text = taken_apart(found[network]["href"])[key]
            said = text[:-len(URL)].rstrip() if url != 0 else text
            used = count(said) + (1 + (len(URL) if url is None else url) if url != 0 else 0)
            if used > most:
                fail("%s, %s: counts %d of %d" % (network, name, used, most))
            if used < most - 8:
                fail("%s, %s: only %d of %d are used" % (network, name, used, most))
            if not said.endswith("\u2026"):
                fail("%s, %s: no ellipsis: %r" % (network, name, said[-9:]))
            if name == "latin" and not said.endswith("wort\u2026"):
                fail("%s: cut within a word: %r" % (network, said[-9:]))
            if url != 0 and not text.endswith(" " + URL):
                fail("%s, %s: the address was cut: %r" % (network, name, text[-60:]))
    folder = scratch / "limit-emoji"
    folder.mkdir()
    (folder / "a.md").write_text(front("\U0001f468\u200d\U0001f469\u200d\U0001f466 " * 400))
    run(pipeline(folder, ALL, [("write.json", ".json")]), folder / "a.md", out=folder / "out")
    found = links(one_json(folder / "out"))
    threads = taken_apart(found["threads"]["href"])["text"]
    counted = sum(len(c.encode()) if ord(c) > 0x2100 or c == "\u200d" else 1
                  for c in threads if c != "\u2026") + 1
    if not 480 <= counted <= 500:
        fail("threads counts emoji as bytes: %d" % counted)
    x = taken_apart(found["x"]["href"])["text"]
    families = x.count("\U0001f468")
    if not 225 <= families * 3 <= 234:
        fail("x counts a family as two: %d families" % families)
    bluesky = taken_apart(found["bluesky"]["href"])["text"]
    if len(bluesky.encode()) > 3000 or bluesky.count("\u200d\U0001f466") < 100:
        fail("bluesky: %d bytes" % len(bluesky.encode()))


# ---- again ----------------------------------------------------------------------
def check_again(scratch):
    few = {**ALL, "networks": ["email", "x", "mastodon", "pinterest"], "heading": True}
    for ext, use in ((".md", "write.markdown"), (".json", "write.json")):
        folder = scratch / ("again" + ext)
        folder.mkdir()
        (folder / "a.md").write_text(front(TITLES[0][0], "One.\n\nTwo."))
        pipe = pipeline(folder, few, [(use, ext)])
        run(pipe, folder / "a.md", out=folder / "one")
        first = next((folder / "one").glob("*" + ext))
        (folder / ("a" + ext)).write_bytes(first.read_bytes())
        run(pipe, folder / ("a" + ext), out=folder / "two")
        second = next((folder / "two").glob("*" + ext), None)
        if not second or second.read_bytes() != first.read_bytes():
            fail("a second run over %s changes it" % ext)
        other = pipeline(folder, {**few, "networks": ["x"]}, [(use, ext)], "q.yaml")
        run(other, folder / ("a" + ext), out=folder / "three")
        text = next((folder / "three").glob("*" + ext)).read_text()
        if text.count("share.joinmastodon.org") or text.count("x.com/intent") != 1:
            fail("other options do not replace the links in %s" % ext)


    folder = scratch / "again.html"
    folder.mkdir()
    (folder / "a.md").write_text(front(TITLES[0][0], "One.\n\nTwo."))
    pipe = pipeline(folder, few, [("write.html", ".html")])
    run(pipe, folder / "a.md", out=folder / "one")
    page = next((folder / "one").glob("*.html"))
    run(pipe, page, out=folder / "two")
    again = next((folder / "two").glob("*.html"), None)
    if not again or [again.read_text().count(part) for part in ("x.com/intent", "mailto:", "<ul>")] \
            != [1, 1, 1]:
        fail("a second run over .html does not find its links")


# ---- what never comes out ---------------------------------------------------------
def check_hostile(scratch):
    bad = ["javascript:alert(1)", "data:text/html,<script>", "https://good@evil.example/",
           "java\nscript:alert(1)", "//evil.example/", "/only/a/path", "vbscript:x",
           "https://user:secret@example.org/", "ftp://example.org/", "#", ""]
    for i, url in enumerate(bad):
        folder = scratch / ("bad%d" % i)
        folder.mkdir()
        (folder / "a.md").write_text(front("T", canonical=url))
        with_ = {"networks": ["email", "x", "facebook"]}
        run(pipeline(folder, with_, [("write.json", ".json")]), folder / "a.md", out=folder / "out")
        found = links(one_json(folder / "out"))
        if found:
            fail("%r was shared: %r" % (url, found))
    folder = scratch / "crlf"
    folder.mkdir()
    (folder / "a.md").write_text(front("T", canonical="https://example.org/a\r\nSet-Cookie: x"))
    run(pipeline(folder, {"networks": ["x"]}, [("write.json", ".json")]), folder / "a.md",
        out=folder / "out")
    for link in links(one_json(folder / "out")).values():
        if "%0D" in link["href"].upper() or "%0A" in link["href"].upper():
            fail("a line end in %r" % link["href"])


def main():
    if not (BUILD / ".libs/stet-markdown.so").exists():
        print("skipped: no read.markdown")
        return 77
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        pairs = check_titles(scratch)
        check_with_node(scratch, pairs)
        check_limits(scratch)
        check_again(scratch)
        check_hostile(scratch)
    print("%d networks, %d titles, %d links; %d failed"
          % (len(NETWORKS), len(TITLES), len(pairs), len(fails)))
    return 1 if fails else 0


sys.exit(main())
