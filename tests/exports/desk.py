# SPDX-License-Identifier: MIT
"""What the tests of the export formats share: run the command, and check what it wrote.

Judges that are not installed are named and left out; everything else is checked."""
import json
import os
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


def write(use, inputs, with_="", to=None, steps="", status=(0,), now=NOW):
    """Run inputs through one output; {file name: bytes} and what the command said."""
    folder = tempfile.mkdtemp(prefix="stet-exports-")
    try:
        pipeline = os.path.join(folder, "pipeline.yaml")
        to = to or "{{ stem }}.out"
        with open(pipeline, "w", encoding="utf-8") as f:
            f.write(f"stet: 1\npipelines:\n  main:\n    steps: [{steps}]\n    out:\n"
                    f"      - {{ use: {use}, to: \"{to}\", with: {{ {with_} }} }}\n")
        out = os.path.join(folder, "out")
        run = subprocess.run([os.path.join(BUILD, "stet"), "run", pipeline, *inputs, "-o", out, "--now", str(now),
                              "--color", "never"], capture_output=True, text=True)
        check(run.returncode in status, use, with_, "status", run.returncode, run.stdout, run.stderr)
        files = {}
        for base, _, names in os.walk(out):
            for name in names:
                if not name.startswith(".stet"):
                    with open(os.path.join(base, name), "rb") as f:
                        files[name] = f.read()
        return files, run.stdout + run.stderr
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
