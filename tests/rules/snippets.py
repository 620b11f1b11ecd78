#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Takes the snippets out of the documents and runs them.

<!-- file: NAME --> before a fence writes it to a scratch folder; a .yaml one is also checked,
a .c one compiled against the headers. <!-- run --> before a console fence runs each line
that begins with "$ " there and compares what it prints; "..." stands for anything.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SRC = os.environ.get("abs_top_srcdir", ".")
BUILD = os.environ.get("abs_top_builddir", ".")
CC = os.environ.get("CC", "cc").split()
DOCS = ["README.md", "docs/pipeline.md", "docs/embedding.md", "docs/plugin-guide.md", "docs/stamping.md"]
FENCE = re.compile(r"<!-- (file: (?P<name>[\w./-]+)|(?P<run>run)) -->\n```\w*\n(?P<text>.*?)```", re.S)


def run(command, folder):
    env = dict(os.environ, PATH=BUILD + ":" + os.environ["PATH"])
    return subprocess.run(command, cwd=folder, env=env, shell=isinstance(command, str),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def matches(want, got):
    pattern = ".*".join(re.escape(part) for part in want.strip().split("..."))
    return re.fullmatch(pattern, got.strip(), re.S) is not None


def run_console(text, folder, where):
    failures = []
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, want = part.partition("\n")
        done = run(command, folder)
        if not matches(want, done.stdout):
            failures.append("%s: $ %s\nwanted:\n%s\ngot:\n%s" % (where, command, want, done.stdout))
    return failures


def try_file(name, folder, where):
    if name.endswith(".yaml"):
        done = run(["stet", "check", name], folder)
    elif name.endswith(".c"):
        flags = os.environ.get("STET_LDFLAGS", "").split()
        done = run(CC + flags + ["-std=c11", "-Wall", "-Wextra", "-Werror", "-I" + SRC + "/include", name,
                         "-L" + BUILD + "/.libs", "-Wl,-rpath," + BUILD + "/.libs", "-lstet",
                         "-o", "snippet"], folder)
        if done.returncode == 0:
            done = run(["./snippet", BUILD + "/.libs", SRC + "/plugins"], folder)
    else:
        return []
    return [] if done.returncode == 0 else ["%s: %s\n%s" % (where, name, done.stdout)]


def main():
    failures, count = [], 0
    for doc in DOCS:
        folder = tempfile.mkdtemp()
        text = open(os.path.join(SRC, doc), encoding="utf-8").read()
        for found in FENCE.finditer(text):
            count += 1
            if found["run"]:
                failures += run_console(found["text"], folder, doc)
            else:
                with open(os.path.join(folder, found["name"]), "w", encoding="utf-8") as out:
                    out.write(found["text"])
                failures += try_file(found["name"], folder, doc)
        shutil.rmtree(folder)
    print("\n".join(failures))
    print("%d snippets, %d failed" % (count, len(failures)))
    return 1 if failures or not count else 0


sys.exit(main())
