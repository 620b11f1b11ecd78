#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What each step of the main job costs, in instructions an article and in floors.

    python3 tests/bench/budget.py BUILD [TEXT]

Runs the built `stet` under callgrind over a few articles and over more of them; the difference is
what one article costs, with all that was read once left out. The floor is md4c's own Markdown to
HTML of the same text. Instructions are the same on a busy machine; time is what `make bench` tells.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FEW, MORE = 20, 60
FLOOR = """
#include <md4c-html.h>
#include <stdio.h>
#include <stdlib.h>
static char text[1 << 20];
static void nowhere(const MD_CHAR *p, MD_SIZE n, void *self) { (void)p; (void)n; (void)self; }
int main(int argc, char **argv)
{
    FILE *f = argc > 2 ? fopen(argv[1], "r") : NULL;
    size_t n = f ? fread(text, 1, sizeof text, f) : 0;
    for (int i = atoi(argv[2]); i > 0; i--)
        md_html(text, (MD_SIZE)n, nowhere, NULL, MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, 0);
    return n == 0;
}
"""


def count(argv, folder, env=None):
    """Instructions of a run, and the lines of its profile."""
    out = os.path.join(folder, "profile")
    subprocess.run(["valgrind", "-q", "--tool=callgrind", "--compress-strings=no", "--compress-pos=no",
                    "--callgrind-out-file=" + out] + argv, check=True, env=env,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out, errors="replace") as f:
        lines = f.read().splitlines()
    return int(next(l for l in lines if l.startswith("totals:")).split()[1]), lines


def steps_of(lines):
    """What the core's three calls of a step cost, with all that the step calls."""
    costs = collections.Counter()
    here = obj = callee_obj = callee = None
    for i, line in enumerate(lines):
        key, _, value = line.partition("=")
        if key == "ob":
            obj = value
        elif key == "fn":
            here = value
        elif key == "cob":
            callee_obj = value
        elif key == "cfn":
            callee = value
        elif key == "calls":
            if re.match(r"call_(process|reader|writer)\b", here or "") and (callee_obj or obj) != obj:
                costs[os.path.basename(callee_obj), callee] += int(lines[i + 1].split()[1])
            callee_obj = None
    return costs


def main():
    build = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".")
    text = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "prose.md")
    with open(text) as f:
        rest = f.read().partition("\n")[2]
    env = dict(os.environ, LD_LIBRARY_PATH=build + "/.libs", STET_PLUGIN_PATH=build + "/.libs",
               STET_DATA_PATH=os.path.join(HERE, "..", "..", "plugins"))
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "floor.c"), os.path.join(folder, "floor")
        with open(source, "w") as f:
            f.write(FLOOR)
        subprocess.run(["cc", "-O2", source, "-o", program, "-lmd4c-html", "-lmd4c"], check=True)
        floors = [count([program, text, str(n)], folder)[0] for n in (FEW, MORE)]
        with open(os.path.join(HERE, "main.yaml")) as f, open(os.path.join(folder, "main.yaml"), "w") as to:
            to.write(f.read())
        with open(os.path.join(folder, "terms.txt"), "w") as to:
            subprocess.run(["sh", os.path.join(HERE, "terms.sh"), "10000"], stdout=to, check=True)
        runs = []
        for n in (FEW, MORE):
            inputs = os.path.join(folder, "in%d" % n)
            os.mkdir(inputs)
            for i in range(n):
                with open(os.path.join(inputs, "%03d.md" % i), "w") as f:
                    f.write("# Bridge number %d\n%s" % (i, rest))
            runs.append(count([build + "/.libs/stet", "run", "-q", os.path.join(folder, "main.yaml"), inputs,
                               "-o", os.path.join(folder, "out%d" % n), "-j", "1"], folder, env))
    more = MORE - FEW
    floor = (floors[1] - floors[0]) / more
    all_of = (runs[1][0] - runs[0][0]) / more
    few, many = steps_of(runs[0][1]), steps_of(runs[1][1])
    print("%-44s %12s %8s" % (os.path.basename(text), "instructions", "floors"))
    print("%-44s %12d %8.2f" % ("md4c, Markdown to HTML", floor, 1))
    known = 0
    for (obj, name), cost in sorted(many.items(), key=lambda x: -x[1]):
        if not obj.startswith("stet-"):
            continue
        cost = (cost - few[obj, name]) / more
        known += cost
        print("%-44s %12d %8.2f" % (obj.replace("stet-", "").replace(".so", "") + ", " + name, cost, cost / floor))
    print("%-44s %12d %8.2f" % ("all steps", known, known / floor))
    print("%-44s %12d %8.2f" % ("with files, threads and the command", all_of, all_of / floor))


main()
