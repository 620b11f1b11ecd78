# SPDX-License-Identifier: MIT
"""What the tests of the export formats share: run the command, and check what it wrote.

Judges that are not installed are named and left out; everything else is checked."""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

TOP = os.environ.get("abs_top_srcdir") or os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("abs_top_builddir", TOP)
CASES = os.path.join(TOP, "tests", "cases", "exports")
SCHEMAS = os.path.join(TOP, "tests", "schemas")
CORPUS = os.environ.get("STET_CORPUS", "")
NOW = 1742040000  # 2025-03-15T12:00:00Z

failures = []
skipped = set()


def check(ok, *what):
    if not ok:
        failures.append(" ".join(str(w) for w in what))
        print("FAIL:", *what)


def skip(name):
    skipped.add(name)


def case(name):
    return os.path.join(CASES, name)


def golden():
    return [case(n) for n in ("full.json", "hostile.md", "bare.md")]


def corpus(limit=40):
    """Articles beside the tree, when there are some."""
    found = []
    for folder in ("articles", "corpus/digitalgov"):
        folder = os.path.join(CORPUS, folder)
        if os.path.isdir(folder):
            found += sorted(os.path.join(folder, f) for f in os.listdir(folder) if f.endswith(".md"))[:limit]
    if not found:
        skip("the corpus")
    return found


def needs(step):
    """A step of a plugin whose library was not there: the test is left out by name."""
    if subprocess.run([os.path.join(BUILD, "stet"), "plugins", "inspect", step], capture_output=True).returncode:
        skip(step)
        done()


def write(use, inputs, with_="", to=None, steps="", status=(0,), now=NOW, flags=(), beside={}):
    """Run inputs through one output; {file name: bytes} and what the command said."""
    folder = tempfile.mkdtemp(prefix="stet-exports-")
    try:
        pipeline = os.path.join(folder, "pipeline.yaml")
        for name, text in beside.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        to = to or "{{ stem }}.out"
        with open(pipeline, "w", encoding="utf-8") as f:
            f.write(f"stet: 1\npipelines:\n  main:\n    steps: [{steps}]\n    out:\n"
                    f"      - {{ use: {use}, to: \"{to}\", with: {{ {with_} }} }}\n")
        out = os.path.join(folder, "out")
        run = subprocess.run([os.path.join(BUILD, "stet"), "run", *flags, pipeline, *inputs, "-o", out, "--now", str(now),
                              "--color", "never"], capture_output=True, text=True)
        check(run.returncode in status, use, with_, "status", run.returncode, run.stdout, run.stderr)
        files = {}
        for base, _, names in os.walk(out):
            for name in names:
                if name.endswith(to.rsplit(".", 1)[1]):
                    with open(os.path.join(base, name), "rb") as f:
                        files[name] = f.read()
        return files, run.stdout + run.stderr
    finally:
        shutil.rmtree(folder, ignore_errors=True)


HARD = ["text", "a & b", "<script>", "]]>", "--", "\u0001x", "\u202e", "漢字", "😀", " ", "\n", "=1", "'\"", ""]
URLS = ["https://e.example/a?b=1&c=2", "javascript:alert(1)", "/rel/x", "#f", "mailto:a@b.example", "", "https://e.example/%zz\"<",
        "data:text/html,x", "//host.example/x", "java\tscript:x"]
INLINE = ["text", "text", "emphasis", "strong", "underline", "strike", "subscript", "superscript", "code_span", "link", "image",
          "line_break", "soft_break", "quotation", "footnote_ref", "time", "citation", "span", "abbreviation", "math",
          "html_inline", "shortcode_inline"]
LEAF = ("text", "code_span", "math", "html_inline", "shortcode_inline", "code", "html", "shortcode", "embed")
BLOCK = ["paragraph", "paragraph", "heading", "list", "quote", "code", "preformatted", "separator", "table", "figure",
         "media", "embed", "footnote", "definitions", "box", "details", "question", "answer", "html", "shortcode", "slot"]
BOTH = INLINE + BLOCK
HOLDS = {**{k: INLINE for k in ("paragraph", "heading", "preformatted", "credit", "term", "emphasis", "strong", "underline",
                                "strike", "subscript", "superscript", "link", "quotation", "time", "citation", "span",
                                "abbreviation")},
         **{k: BOTH for k in ("item", "cell", "caption", "footnote", "definition", "question", "answer")},
         "list": ["item"], "table": ["row", "row", "caption"], "row": ["cell"], "quote": BLOCK + ["credit"] * 4,
         "figure": ["media", "media", "caption", "credit"] + BLOCK, "media": ["credit"],
         "definitions": ["term", "definition"], "box": BLOCK + ["caption"], "details": BLOCK + ["caption"]}


def random_node(r, kind, depth):
    node = {"kind": kind}
    attrs = {"title": r.choice(HARD), "href": r.choice(URLS), "src": r.choice(URLS), "cite": r.choice(URLS),
             "alt": r.choice(HARD), "lang": r.choice(["fr", "x", "en-GB", "bad tag", "12", "a-", ""]),
             "label": r.choice(HARD), "align": r.choice(["left", "right", "odd"]), "datetime": "2025-03-14",
             "media": r.choice(["image", "video", "audio", "x"]), "info": r.choice(HARD)}
    if kind == "list":
        node["attrs"] = {"ordered": r.randrange(2), "start": r.randrange(5)}
    elif kind in ("row", "cell"):
        node["attrs"] = {"head": r.randrange(2)}
    elif kind == "heading":
        node["attrs"] = {"level": r.randrange(1, 7)}
    elif r.random() < 0.5 or kind in ("link", "media", "image"):
        node["attrs"] = {k: v for k, v in attrs.items() if v and r.random() < 0.6}
    if kind in LEAF:
        node["text"] = r.choice(HARD) or "x"
    if kind in HOLDS and depth:
        node["content"] = [random_node(r, r.choice(HOLDS[kind]), depth - 1) for _ in range(r.randrange(4))]
    return node


def random_articles(folder, count, seed=1):
    """Files of canonical JSON whose trees hold every kind, in every order that is allowed."""
    r = random.Random(seed)
    paths = []
    for i in range(count):
        body = [random_node(r, r.choice(BLOCK), r.randrange(1, 7)) for _ in range(6)]
        for block in body:
            block["zone"] = "body"
        deep = random_node(r, "paragraph", 1)
        for _ in range(r.choice([0, 0, 20])):
            kind = r.choice(["quote", "box"])
            deep = {"kind": kind, "content": [deep]}
        deep["zone"] = "body"
        value = [{"value": r.choice(HARD) or "x", "confidence": "asserted", "source": "front_matter"}]
        article = {"stet": 1, "name": f"r{i}", "body": body + [deep],
                   "fields": {"headline": value, "byline": value, "language": [{**value[0], "value": "en"}],
                              "published": [{**value[0], "value": "2025-03-14"}]},
                   "notices": [{"kind": "correction", "content": [{"kind": "range", "block": 0}]},
                               {"kind": "notice.copyright", "text": r.choice(HARD) or "x"}]}
        paths.append(os.path.join(folder, f"r{i}.json"))
        with open(paths[-1], "w", encoding="utf-8") as f:
            json.dump(article, f)
    return paths


def no_controls(data, name):
    text = data.decode("utf-8")
    bad = [c for c in text if (ord(c) < 32 and c not in "\t\n\r") or ord(c) in (0xFFFE, 0xFFFF)]
    check(not bad, name, "holds", bad[:3])
    return text


def xmllint(schema, data, name):
    """Valid by a schema of this tree."""
    if not shutil.which("xmllint"):
        skip("xmllint (libxml2-utils)")
        return
    run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", os.path.join(SCHEMAS, schema), "-"],
                         input=data, capture_output=True)
    check(run.returncode == 0, name, run.stderr.decode("utf-8", "replace")[:2000])


def relaxng(schema, data, name, is_valid=True):
    """Valid, or not, by a RELAX NG grammar of this tree."""
    if not shutil.which("xmllint"):
        skip("xmllint (libxml2-utils)")
        return
    run = subprocess.run(["xmllint", "--nonet", "--noout", "--relaxng", os.path.join(SCHEMAS, schema), "-"],
                         input=data, capture_output=True)
    check((run.returncode == 0) == is_valid, name, "valid" if not run.returncode else run.stderr.decode("utf-8", "replace")[:1000])


def texts(article="full.json"):
    """The strings that any export of the text must hold: paragraphs, items, quotes."""
    inline = ("text", "code_span")
    found = []

    def walk(node):
        if node.get("kind") in inline and len(node.get("text", "")) > 3:
            found.append(node["text"].strip())
        for child in node.get("content", []):
            walk(child)

    with open(case(article), encoding="utf-8") as f:
        for block in json.load(f)["body"]:
            walk(block)
    return found


def done():
    for name in sorted(skipped):
        print("skipped:", name, "is not there")
    sys.exit(1 if failures else 0)
