# SPDX-License-Identifier: MIT
"""Writers of one run share the HTML of blocks: each writes what it writes alone, whatever the options
and the order of the others."""
import os
import subprocess
import tempfile

import desk
from desk import check

FEED = 'title: T, link: "https://h.example/", limit: 1000, url: "https://h.example/a/{{ stem }}"'
OUTS = {
    "page.html": ("write.html", ""),
    "shifted.html": ("write.html", 'heading_shift: 1, base: "https://b.example/x/", rel: nofollow, notices: plain'),
    "dropped.html": ("write.html", "notices: drop, header: false, zones: [head, body, tail], id_prefix: p-"),
    "amp.html": ("write.amp", ""),
    "ninjs": ("write.ninjs", 'version: "2.1"'),
    "g2.xml": ("write.newsmlg2", "provider: P, content: xhtml"),
    "rss.xml": ("write.rss", FEED + ", description: d"),
    "atom.xml": ("write.atom", FEED),
    "feed.json": ("write.jsonfeed", FEED),
}
STEPS = ('{ use: article.structure }, { use: furniture.detect }, '
         '{ use: disclaimer.stamp, with: { id: v, text: "Views *are* those of the author." } }')
COLLECTIONS = ("rss.xml", "atom.xml", "feed.json")


def write(folder, name, outs, inputs):
    """All files of a run with these outputs."""
    pipeline = os.path.join(folder, name + ".yaml")
    with open(pipeline, "w", encoding="utf-8") as f:
        f.write("stet: 1\npipelines:\n  main:\n    steps: [ %s ]\n    out:\n" % STEPS)
        for ending in outs:
            use, options = OUTS[ending]
            to = ending if ending in COLLECTIONS else "{{ stem }}." + ending
            f.write('      - { use: %s, to: "%s", on_collision: suffix, with: { %s } }\n' % (use, to, options))
    out = os.path.join(folder, name)
    run = subprocess.run([os.path.join(desk.BUILD, "stet"), "run", "-q", pipeline, *inputs, "-o", out, "--now",
                          str(desk.NOW), "--color", "never"], capture_output=True, text=True)
    check(run.returncode == 0, name, "status", run.returncode, run.stdout[-500:], run.stderr[-500:])
    files = {}
    for base, _, names in os.walk(out):
        for n in names:
            if not n.startswith("."):
                with open(os.path.join(base, n), "rb") as f:
                    files[n] = f.read()
    return files


with tempfile.TemporaryDirectory() as folder:
    inputs = desk.golden() + desk.corpus(20) + desk.random_articles(folder, 60, 7)
    together = {n: write(folder, n, outs, inputs)
                for n, outs in (("forward", list(OUTS)), ("backward", list(OUTS)[::-1]))}
    for ending in OUTS:
        alone = write(folder, "alone-" + ending, [ending], inputs)
        check(len(alone) > 0, ending, "wrote nothing")
        for name, files in together.items():
            for f in alone:
                check(files.get(f) == alone[f], name, f, "is not what it is alone")
desk.done()
