# SPDX-License-Identifier: MIT
"""What partners send: feeds, packages and pages of many makers become articles; what is wrong with a
file is said with its line, and nothing of it is run, fetched or lost in silence."""
import io
import json
import os
import re
import tempfile
import zipfile

import desk
from desk import check

desk.needs("read.nitf")

NITF = '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"%s>%s<body><body.head>%s</body.head><body.content>%s</body.content></body></nitf>'
G2 = ('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:%s" standard="NewsML-G2" standardversion="%s">'
      '<itemMeta><versionCreated>2025-03-14T09:30:00Z</versionCreated></itemMeta><contentMeta><headline>Head %s</headline></contentMeta>'
      '<contentSet>%s</contentSet></newsItem>')


def read(name, data, status=(0,), suffix=".x"):
    """Articles by their order, as canonical JSON, and what the command said."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "in" + suffix)
        with open(path, "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        files, said = desk.write("write.jsonl", [path], to="all.out", status=status)
    return [json.loads(line) for line in files.get("all.out", b"").splitlines()], said


def value(article, field):
    found = article["fields"].get(field)
    if not found:
        return None
    return found[0].get("value") or [p.get("attrs", {}).get("name") or p.get("attrs", {}).get("url") for p in found[0]["content"]]


def kinds(article):
    found = []

    def walk(nodes):
        for n in nodes:
            found.append(n["kind"])
            walk(n.get("content", []))
    walk(article["body"])
    return found


def words(article):
    def text(n):
        return n.get("text", "") + "".join(text(c) for c in n.get("content", []))
    return " ".join(" ".join(text(n) for n in article["body"]).split())


def refused(name, data, message, suffix=".x"):
    """The article is set aside, with the place and the reason."""
    articles, said = read(name, data, status=(4,), suffix=suffix)
    check(not articles, name, "was read", articles[:1])
    check(re.search(message, said), name, "says", said[:400])


# ---- feeds ----
RSS2 = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Paper</title><language>en-GB</language><copyright>© Paper</copyright>
<item><title>One &amp;amp; two</title><link>https://p.example/1</link><guid isPermaLink="false">id-1</guid>
<pubDate>Fri, 14 Mar 2025 09:30:00 +0100</pubDate><dc:creator>Ada</dc:creator><dc:creator>Bo</dc:creator>
<category domain="region">North</category><source url="https://o.example/feed">Origin</source>
<description>&lt;p&gt;Short.&lt;/p&gt;</description>
<content:encoded><![CDATA[<h2>Sub</h2><p>Long <a href="https://x.example/">link</a>.</p><script>alert(1)</script>]]></content:encoded>
<media:content url="https://p.example/i.jpg" medium="image"><media:credit>Photo: C</media:credit></media:content></item>
<item><title>Second</title><description>Plain text &lt; 5</description><author>a@p.example (Cy Doe)</author></item>
</channel></rss>"""
articles, _ = read("rss2", RSS2)
check(len(articles) == 2, "rss2 items", len(articles))
one, two = articles
check(value(one, "headline") == "One & two", "rss2 title", value(one, "headline"))
check(value(one, "published") == "2025-03-14T09:30:00+01:00", "rss2 date", value(one, "published"))
check(value(one, "authors") == ["Ada", "Bo"], "rss2 creators", value(one, "authors"))
check(value(one, "language") == "en-GB" and value(one, "copyright_notice") == "© Paper", "rss2 channel")
check(value(one, "origin") == ["Origin"] and value(one, "excerpt") == "Short.", "rss2 source, excerpt", value(one, "origin"))
check(kinds(one)[:2] == ["heading", "text"] and "link" in kinds(one) and "alert" not in words(one), "rss2 body", words(one))
check(one["fields"]["images"][0]["content"][0]["attrs"]["credit"] == "Photo: C", "rss2 media")
check(value(two, "authors") == ["Cy Doe"] and words(two) == "Plain text < 5", "rss2 plain", words(two))

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://p.example/"><title>Old</title><link>https://p.example/</link></channel>
<item rdf:about="https://p.example/a"><title>A</title><link>https://p.example/a</link><dc:date>2025-03</dc:date><description>x</description></item>
<item rdf:about="https://p.example/b"><title>B</title><link>https://p.example/b</link></item></rdf:RDF>"""
articles, _ = read("rss1", RDF)
check([value(a, "headline") for a in articles] == ["A", "B"], "rss 1.0", articles)
check(value(articles[0], "published") == "2025-03" and value(articles[0], "site") == "Old", "rss 1.0 keeps the month")
old, _ = read("rss091", '<rss version="0.91"><channel><title>T</title><item><title>N</title><link>https://p.example/</link></item></channel></rss>')
check(len(old) == 1 and value(old[0], "headline") == "N", "rss 0.91")

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title><rights>R</rights><author><name>House</name></author>
<entry><id>urn:1</id><title type="html">A &lt;em&gt;b&lt;/em&gt;</title><updated>2025-03-15T00:00:00Z</updated><published>2025-03-14T00:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>there</b></p></div></content><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/></entry>
<entry xml:lang="fr"><id>urn:2</id><title>T</title><updated>2025-03-15T00:00:00Z</updated><author><name>Own</name></author><content type="html">&lt;p onclick="x()">&lt;a href="javascript:alert(1)">click&lt;/a>&lt;/p></content></entry></feed>"""
articles, said = read("atom", ATOM)
first, second = articles
check(value(first, "headline") == "A b" and value(first, "language") == "de" and value(first, "authors") == ["House"], "atom inherits")
check("strong" in kinds(first) and value(first, "licence").endswith("/by/4.0/"), "atom xhtml", kinds(first))
check(value(second, "language") == "fr" and value(second, "authors") == ["Own"] and words(second) == "click", "atom html")
check("javascript" not in json.dumps(second), "atom: a script stayed", second)
check(value(first, "updated") and value(first, "published"), "atom dates")

FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en", "items": [
    {"id": "1", "title": "Eins", "content_html": "<p>x &amp; y</p>", "authors": [{"name": "Z"}], "tags": ["t"]},
    {"id": "2", "content_text": "a ] } \" b", "date_published": "2025-03-14T00:00:00Z"}]}
articles, _ = read("jsonfeed", json.dumps(FEED), suffix=".json")
check(len(articles) == 2 and words(articles[0]) == "x & y" and words(articles[1]) == 'a ] } " b', "json feed", articles)
check(value(articles[1], "language") == "en", "json feed language")

# ---- packages ----
both = ('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>' + G2 % ("1", "2.35", "1", "<inlineXML contenttype=\"application/nitf+xml\">" +
        NITF % ("", "<head/>", "", "<p>One.</p>") + "</inlineXML>") + G2 % ("2", "2.28", "2", "<inlineData contenttype=\"text/plain\">Two\nlines</inlineData>") +
        "</itemSet></newsMessage>")
articles, _ = read("newsMessage", both)
check([words(a) for a in articles] == ["One.", "Two lines"] and value(articles[1], "headline") == "Head 2", "news message", articles)
ninjs = [{"uri": "urn:%d" % i, "headline": "H%d" % i, "body_html": "<p>b%d</p>" % i, "ednote": "secret", "versioncreated": "2025-03-14T09:30:00Z",
          "$standard": {"name": "ninjs", "version": "1.3"}} for i in range(3)]
articles, _ = read("ninjs list", json.dumps(ninjs), suffix=".json")
check([words(a) for a in articles] == ["b0", "b1", "b2"] and "secret" not in words(articles[0]), "ninjs list", articles)

# ---- JSON-LD ----
GRAPH = {"@context": "https://schema.org", "@graph": [
    {"@type": "Person", "@id": "#ada", "name": "Ada", "url": "https://p.example/ada"},
    {"@type": ["NewsArticle", "OpinionNewsArticle"], "headline": "G", "author": [{"@id": "#ada"}], "datePublished": "2025-03-14",
     "keywords": "a, b", "license": "https://creativecommons.org/licenses/by/4.0/", "correction": "Wrong before", "articleBody": "One.\n\nTwo."}]}
articles, _ = read("graph", json.dumps(GRAPH), suffix=".jsonld")
check(len(articles) == 1 and value(articles[0], "authors") == ["Ada"] and value(articles[0], "genre") == "opinion", "json-ld graph", articles)
check(value(articles[0], "published") == "2025-03-14" and words(articles[0]) == "One. Two.", "json-ld date and text")
articles, _ = read("list", json.dumps([{"@context": "https://schema.org", "@type": "NewsArticle", "headline": h} for h in "xy"]), suffix=".jsonld")
check([value(a, "headline") for a in articles] == ["x", "y"], "json-ld list", articles)

# ---- pages ----
page, said = read("page", "<!doctype html><html lang=en><head><title>t</title><link rel=canonical href=https://p.example/x></head><body><nav>menu</nav>"
                  "<article><h1>H</h1><p>a<b>b<i>c</b>d<p>e<ul><li>1<li>2</ul><table><tr><th>x<tr><td>y</table><form>f</form>"
                  "<img src=x.png width=1 height=1><iframe src=https://v.example/1></iframe></article></body></html>", suffix=".html")
check(value(page[0], "language") == "en" and value(page[0], "canonical") == "https://p.example/x", "page head")
check(words(page[0]) == "H abcd e 12 xy", "page words", words(page[0]))
check(kinds(page[0]).count("item") == 2 and "embed" in kinds(page[0]) and "media" not in kinds(page[0]), "page kinds", kinds(page[0]))
check(kinds(page[0]).count("row") == 2, "page table")

# who made a picture, where an element of the figure is called so; nothing else is a credit
FIGURES = [
    ('<figcaption>Nine hours <span class="credit">Getty Images</span></figcaption>', ["Nine hours", "Getty Images"]),
    ('<figcaption><p>Over <b>it</b>. <span class="Figure_photoCredit">Mia Holm/<a href="https://e.example/">EPA</a></span></p></figcaption>',
     ["Over it.", "Mia Holm/EPA"]),
    ('<figcaption><span class="c-media__attribution">NTB</span></figcaption>', [None, "NTB"]),
    ('<figcaption>Un puente <small itemprop="creditText">EFE</small></figcaption>', ["Un puente", "EFE"]),
    ('<figcaption><div class="foto-firma">R. Polo</div> Un puente</figcaption>', ["Un puente", "R. Polo"]),
    ('<figcaption>She paid by <span class="credit-card">card</span></figcaption>', ["She paid by card", None]),
    ('<figcaption>A bridge <em>at night</em></figcaption>', ["A bridge at night", None]),
]
for figure, want in FIGURES:
    (page,), said = read("figure", "<h1>H</h1><figure><img src=https://p.example/x.png alt=y>%s</figure><p>a</p>" % figure, suffix=".html")
    parts = {n["kind"]: words({"body": [n]}) for n in page["body"][1]["content"]}
    check([parts.get("caption"), parts.get("credit")] == want, figure, parts)
(page,), said = read("no figure", '<h1>H</h1><p>She paid by <span class="credit">credit</span> alone.</p>', suffix=".html")
check(words(page) == "H She paid by credit alone.", "a credit outside figures", words(page))

# ---- character sets ----
latin = '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>T</title><item><title>Caf\xe9 \x93q\x94</title></item></channel></rss>'
articles, _ = read("latin", latin.encode("latin-1"))
check(value(articles[0], "headline") == "Café “q”", "latin 1", value(articles[0], "headline"))
wide = '<?xml version="1.0" encoding="UTF-16"?><rss version="2.0"><channel><item><title>Ωμέγα 😀</title></item></channel></rss>'
articles, _ = read("utf-16", wide.encode("utf-16"))
check(value(articles[0], "headline") == "Ωμέγα 😀", "utf-16", articles)
refused("another set", '<?xml version="1.0" encoding="EBCDIC-US"?><rss><channel><item/></channel></rss>', r"line 1, column 1: .*character set")
refused("wrong set", b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n<item><title>Caf\xe9</title></item></channel></rss>', r"line 3, column \d+: .*character set")

PAGE = '<html><head>%s<title>T</title></head><body><h1>%s</h1><p>a</p></body></html>'
META = '<meta charset="%s">'
for label, codec, text in (("gb2312", "gb18030", "渡轮中午起航"), ("Big5", "big5", "渡輪中午起航"), ("Shift_JIS", "cp932", "正午の渡し船①"),
                           ("euc-jp", "euc-jp", "正午の渡し船"), ("EUC-KR", "cp949", "정오의 나룻배"), ("koi8-r", "koi8-r", "Паром в полдень"),
                           ("windows-1251", "cp1251", "Паром в полдень"), ("windows-1250", "cp1250", "Příliš žluťoučký kůň"),
                           ("iso-8859-9", "cp1254", "Öğle vapuru – saat on iki"), ("iso-8859-1", "cp1252", "Café “q”")):
    page, said = read(label, (PAGE % (META % label, text)).encode(codec), suffix=".html")
    check(words(page[0]) == text + " a" and "U+FFFD" not in said, label, words(page[0]), said[:200])
page, said = read("no set", (PAGE % ("", "Café “q”")).encode("cp1252"), suffix=".html")
check(words(page[0]) == "Café “q” a", "no set is named", words(page[0]))
page, said = read("one byte", ("\n" + PAGE % (META % "utf-8", "Café q")).encode().replace(b"q", b"\xff\xc3q\xe2\x82"), suffix=".html")
check(words(page[0]) == "Café ��q�� a", "bytes of no character", words(page[0]))
check("4 characters could not be read" in said and "line 2" in said, "bytes of no character are told", said[:300])
page, said = read("name cut off", ((PAGE % ("<script>%s</script><meta charset=\"utf-8\">", "Café")) % ("x" * (1024 - 49))).encode(), suffix=".html")
check(words(page[0]) == "Café a", "a name that the first kilobyte cuts off", words(page[0]), said[:200])
refused("xml of another set", '<?xml version="1.0" encoding="EUC-JP"?>\n<rss version="2.0"><channel><item><title>'.encode() + b"\xff\xff</title></item></channel></rss>", r"character set")

# ---- which reader ----
XHTML = ('<?xml version="1.0" encoding="UTF-8"?>\n<!-- a <feed> and an <rss> -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
         '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:atom="http://www.w3.org/2005/Atom">'
         '<head><title>T</title></head><body><h1>Head</h1><p>a &lt;nitf> b <i>c</i></p></body></html>')
for suffix in (".html", ".x"):
    page, said = read("xhtml" + suffix, XHTML, suffix=suffix)
    check(len(page) == 1 and words(page[0]) == "Head a <nitf> b c", "xhtml" + suffix, page and words(page[0]), said[:200])
page, said = read("feed in html", RSS2, suffix=".html")
check(len(page) > 1, "a feed that is called .html", len(page), said[:200])
refused("rdf", '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF>', r"no reader knows|nothing")

# ---- what is refused, and where ----
FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": "a"}, {"id": "2", "content_text": "b"}]}'
refused("json behind the end", FEED + "\n]", r"line 2, column 1: text behind the end")
refused("json cut off", FEED[:-2], r"line 1, column \d+: ")
refused("nothing", "", r"nothing in this file: an article is wanted", ".json")
refused("blanks", " \n", r"nothing in this file: an article is wanted", ".xml")
refused("null", "null", r"no reader knows this format; `in: ", ".json")
check(len(read("json with blanks", FEED + " \r\n\t", suffix=".json")[0]) == 2, "blanks behind a feed")
refused("doctype", '<!DOCTYPE rss SYSTEM "http://e.example/rss.dtd">\n<rss version="2.0"><channel><item/></channel></rss>', r"line 1.*DOCTYPE")
refused("billion laughs", '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>', r"line 2.*DOCTYPE")
refused("external entity", '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + NITF % ("", "<head/>", "<rights>&x;</rights>", "<p>a</p>"), "DOCTYPE")
refused("undefined entity", '<rss version="2.0"><channel>\n<item><title>a&nbsp;b</title></item></channel></rss>', r"line 2, column 15: undefined entity")
refused("not closed", '<feed xmlns="http://www.w3.org/2005/Atom">\n<entry><title>a</entry></feed>', r"line 2, column \d+: mismatched tag")
refused("cut off", RSS2[:600], r"line \d+, column \d+:")
refused("deep xml", '<rss version="2.0"><channel><item>' + "<a>" * 5000 + "</a>" * 5000 + "</item></channel></rss>", r"line 1, column \d+: elements are nested more than 200 deep")
refused("rss 3", '<?xml version="1.0"?>\n<rss version="3.0"><channel><item><title>t</title></item></channel></rss>', r"line \d+, column \d+: a version of RSS or Atom")
refused("atom 0.3", '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry><title>e</title></entry></feed>', r"line 1, column \d+: a version of RSS or Atom")
ROOTS = {"rss": '<rss version="2.0"><channel><item><title>x</title>%s</item></channel></rss>',
         "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>x</title>%s</item></rdf:RDF>',
         "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>%s</entry></feed>',
         "nitf": NITF % ("", "<head/>", "", "<p>x</p>%s"), "newsml": G2 % ("1", "2.35", "x", "%s")}
for name, root in ROOTS.items():
    refused(name + " with a DOCTYPE", '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY %% p SYSTEM "http://e.example/p.dtd"> %%p;]>\n'.replace("%%", "%") + root % "",
            r"line 2, column \d+: a DOCTYPE")
    refused(name + " with an entity", (root % "\n&x;"), r"line 2, column \d+: undefined entity")
    refused(name + " with a control character", (root % "\n\x01"), r"line 2, column \d+: not well-formed")
    refused(name + " with bytes of another set", (root % "\n<a>\xe9</a>").encode("latin-1"), r"line 2, column \d+: .*character set")
    articles, said = read(name + " with XInclude", root % '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')
    check(len(articles) == 1 and "root:" not in json.dumps(articles[0]), name, "includes a file", articles)
refused("deep quotes", "<p>a</p>\n" + "<blockquote>" * 5000 + "x", r"line 2, column \d+: more elements, or nested deeper", ".html")
refused("latin json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Caf\u00e9"}]},
                                 ensure_ascii=False).encode("latin-1"), r"line 1, column \d+: a byte that is not UTF-8", ".json")
refused("unknown set of a page", '<html><head><meta charset="x-unknown"></head><body><p>a</p></body></html>', r"line 1, column 1: a character set", ".html")
# byte order marks, UTF-16 without one, blank lines before the declaration
CAFES = {"nitf": '<?xml version="1.0" encoding="UTF-16"?>\n' + NITF % ("", "<head/>", "<hedline><hl1>Caf\u00e9</hl1></hedline>", "<p>x</p>"),
         "rss": '<?xml version="1.0" encoding="UTF-16"?>\n<rss version="2.0"><channel><item><title>Caf\u00e9</title></item></channel></rss>',
         "newsml": '<?xml version="1.0" encoding="UTF-16"?>\n' + G2 % ("1", "2.35", "Caf\u00e9", ""),
         "html": '<html><head><meta charset="utf-16"><title>Caf\u00e9</title></head><body><h1>Caf\u00e9</h1><p>x</p></body></html>'}
for name, text in CAFES.items():
    suffix = ".html" if name == "html" else ".xml"
    for label, data in (("UTF-16", text.encode("utf-16")), ("UTF-16LE", text.encode("utf-16-le")), ("UTF-16BE", text.encode("utf-16-be")),
                        ("a mark", b"\xef\xbb\xbf" + text.replace("UTF-16", "UTF-8").encode())):
        articles, said = read(name + " in " + label, data, suffix=suffix)
        check(len(articles) == 1 and (value(articles[0], "headline") or "").endswith("Caf\u00e9"), name, label, articles or said)
    if name != "html":
        late = "\r\n\n  " + text.replace("UTF-16", "iso-8859-1")
        articles, said = read(name + " behind blank lines", late.encode("latin-1"), suffix=suffix)
        check(len(articles) == 1 and (value(articles[0], "headline") or "").endswith("Caf\u00e9"), name, "behind blank lines", articles or said)
        refused(name + " behind blank lines", late.replace("Caf\u00e9", "&x;"), r"line 4, column \d+: undefined entity")
JSON = {"ninjs": {"standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:1", "headlines": [{"value": "Caf\u00e9"}]},
        "jsonld": {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Caf\u00e9"}}
for name, value_ in JSON.items():
    for label, code in (("a mark", "utf-8-sig"), ("UTF-16", "utf-16")):
        articles, said = read(name + " in " + label, json.dumps(value_, ensure_ascii=False).encode(code), suffix=".json")
        check(len(articles) == 1 and value(articles[0], "headline") == "Caf\u00e9", name, label, articles or said)
for label in ("latin-1", "x-nonsense"):  # the mark wins; sound UTF-8 is no other set
    for mark in (b"\xef\xbb\xbf", b""):
        data = mark + ('<html><head><meta charset="%s"><title>Caf\u00e9</title></head><body><h1>Caf\u00e9</h1></body></html>' % label).encode()
        articles, said = read("a page that names " + label, data, suffix=".html")
        check(len(articles) == 1 and value(articles[0], "headline") == "Caf\u00e9", "a page that names", label, mark, articles or said)
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
    book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
    book.writestr("EPUB/a.xhtml", "<p>" + "a" * 50000000)
refused("a book that grows a thousandfold", packed.getvalue(), r"no reader knows this format", ".epub")
refused("no items", '<rss version="2.0"><channel><title>T</title></channel></rss>', r"a feed without items")
refused("nitf 4", NITF % (' version="-//IPTC//DTD NITF 4.0//EN"', "<head/>", "", "<p>a</p>"), r"line 1.*version of NITF that is not 3")
refused("newsml 1", G2 % ("1", "1.2", "x", ""), r"standardversion is not 2")
refused("no newsItem", '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', r"no newsItem")
refused("ninjs 9", json.dumps({"standard": {"name": "ninjs", "version": "9.0"}, "uri": "urn:1"}), r"version of ninjs")
refused("ninjs without uri", json.dumps({"standard": {"name": "ninjs", "version": "3.1"}}), r"no uri")
refused("ninjs picture", json.dumps({"standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:1", "type": "picture"}), r"no article")
refused("json feed 2", json.dumps({"version": "https://jsonfeed.org/version/2", "items": [{"id": "1"}]}), r"version that is not 1")
refused("json twice", '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "title": "b", "items": []}', r"line 1, column \d+")
refused("deep json", '{"@context": "https://schema.org", "x": ' + "[" * 100000 + "]" * 100000 + "}", r"line 1, column \d+", ".jsonld")
refused("no article", json.dumps({"@context": "https://schema.org", "@type": "WebPage"}), r"no article of schema.org")
articles, said = read("deep html", "<div>" * 100000 + "<b>" * 1000 + "x", suffix=".html")
check(len(articles) == 1 and words(articles[0]) == "x", "deep html", said[:200])
blob = "A" * 3000000
articles, said = read("base64", json.dumps({"uri": "urn:1", "$standard": {"name": "ninjs", "version": "1.5"},
                                            "body_html": '<p>a<img src="data:image/png;base64,%s" alt="pic">b</p>' % blob}))
check(len(articles) == 1 and words(articles[0]) == "apicb" and len(json.dumps(articles[0])) < 10000, "base64 in HTML", said[:300])
check("could not carry" in said, "base64 is not said", said[:300])
for name, data, suffix in (
        ("picture of JSON-LD", '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "h", "articleBody": "ab", "image": "data:image/png;base64,%s"}', ".jsonld"),
        ("picture of JSON Feed", '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "ab", "image": "data:image/png;base64,%s"}]}', ".json"),
        ("content of Atom", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><summary>ab</summary><content type="image/png">%s</content></entry></feed>', ".x"),
        ("object of NITF", NITF % ("", "<head/>", "", '<p>ab</p><media media-type="image"><media-object encoding="base64">%s</media-object></media>'), ".x"),
        ("data of NewsML", G2 % ("1", "2.35", "x", '<inlineData contenttype="text/plain">ab</inlineData><inlineData contenttype="image/png" encoding="base64">%s</inlineData>'), ".x")):
    articles, said = read(name, data % blob, suffix=suffix)
    check(len(articles) == 1 and words(articles[0]) == "ab" and len(json.dumps(articles[0])) < 10000, name, "in base64", said[:300])
    check("could not carry" in said, name, "is silent about its base64", said[:300])
items = "".join("<item><title>%d</title></item>" % i for i in range(3000))
articles, _ = read("many", '<rss version="2.0"><channel><title>%s</title>%s</channel></rss>' % ("x" * 5000, items))
check(len(articles) == 3000 and value(articles[2999], "headline") == "2999", "many items", len(articles))

# ---- nothing runs, whatever the HTML ----
hostile = ['<a href="javascript:x">', '<a href=" java\tscript:x">', '<a href="data:text/html,x">', "<img src=x onerror=alert(1)>", "<svg onload=x><p>k",
           "<math><mtext></p><style><img src=x onerror=x></style>", "<iframe srcdoc='<script>x</script>'>", "<object data=javascript:x>",
           '<form action="javascript:x"><button formaction=x>', "<!--><script>x</script>-->", "<p style=background:url(javascript:x)>",
           "<table><tr><td></table></table><b>", "</p></p></div></li>", "<![CDATA[<script>x</script>]]>", "<a href=vbscript:x>", "<base href=javascript:x>", "\0<p\0>"]
for h in hostile:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "h.html")
        with open(path, "w", encoding="utf-8") as f:
            f.write("<p>before</p>" + h + "text")
        files, said = desk.write("write.html", [path], "document: fragment", to="{{ stem }}.out")
    out = files.get("h.out", b"").decode().lower()
    check("before" in out, "lost", h, said)
    for bad in ("script", "onerror", "onload", "srcdoc", "javascript:", "data:", "style="):
        check(bad not in out.replace("&lt;script", ""), h, "gave", out[:300])
desk.done()
