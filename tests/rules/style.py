#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules of style that a machine can keep: lengths, names, banned calls and words."""
import os
import re
import subprocess
import sys

BANNED = re.compile(
    r"(?<![\w.>])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|strtod|tolower"
    r"|toupper|isalpha|isdigit|isalnum|isspace|isupper|islower|setlocale|localtime|alloca"
    r"|system|popen|tmpnam|mktemp)\s*\(")
BANNED_WORDS = re.compile(r"(^|[_-])(util|utils|helper|helpers|common|misc|manager)([_.-]|$)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
FUNCTION_MAX, FILE_MAX, HEADER_MAX, FOLDER_MAX = 80, 600, 250, 12
GENERATED = re.compile(r"(tables|entities)\.[ch]$|_table\.c$")


def sources(root):
    for top in ("libcore", "plugins", "cli", "include", "tests", "examples"):
        for folder, folders, files in os.walk(os.path.join(root, top)):
            folders[:] = [f for f in folders if not f.startswith(".") and f != "build"]
            for name in sorted(files):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def strip(text):
    """Blank comments and literals, keep the lines."""
    pattern = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def functions(text):
    """(first line, length) of each body that begins with a brace in the first column."""
    start = None
    for number, line in enumerate(strip(text).split("\n"), 1):
        if line.startswith("{") and start is None:
            start = number
        elif line.startswith("}") and start is not None:
            if line.strip() == "}":
                yield start, number - start + 1
            start = None


def check_file(root, path, say):
    text = open(os.path.join(root, path), encoding="utf-8").read()
    lines = text.count("\n")
    bare = strip(text)
    core = path.startswith(("libcore/", "plugins/", "cli/", "include/"))
    generated = GENERATED.search(path) is not None
    if "SPDX-License-Identifier" not in text[:200] and "template" not in path:
        say(path, 1, "no SPDX line")
    if BANNED_WORDS.search(os.path.basename(path)):
        say(path, 1, "a file is named for its noun")
    if core and not generated:
        limit = HEADER_MAX if path.startswith("include/") else FILE_MAX
        if lines > limit and not path.endswith(("vocabulary.h", "pipeline.h", "stet-ffi.h")):
            say(path, lines, "%d lines, at most %d" % (lines, limit))
    for number, line in enumerate(bare.split("\n"), 1):
        if core and BANNED.search(line):
            say(path, number, "banned call: " + line.strip())
        if UNFINISHED.search(text.split("\n")[number - 1]):
            say(path, number, "unfinished")
    lengths = []
    for first, length in functions(text):
        lengths.append(length)
        if core and length > FUNCTION_MAX:
            say(path, first, "a function of %d lines, at most %d" % (length, FUNCTION_MAX))
    return lengths if core else []


def check_folders(paths, say):
    count = {}
    for path in paths:
        if path.startswith(("libcore/", "plugins/", "cli/")):
            count[os.path.dirname(path)] = count.get(os.path.dirname(path), 0) + 1
    for folder, n in sorted(count.items()):
        # a header and its source are one idea
        ideas = len({os.path.splitext(p)[0] for p in paths if os.path.dirname(p) == folder})
        if ideas > FOLDER_MAX:
            say(folder, 0, "%d ideas in one folder, at most %d" % (ideas, FOLDER_MAX))


def check_format(root, paths, say):
    try:
        subprocess.run(["clang-format", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("clang-format was not found: the format is not checked")
        return
    for path in paths:
        if path.endswith(".c") and not GENERATED.search(path) and "template" not in path:
            done = subprocess.run(["clang-format", "--dry-run", "-Werror", path], cwd=root,
                                  capture_output=True, text=True)
            if done.returncode:
                first = done.stderr.split("\n")[0]
                say(path, 0, "clang-format would change it: " + first)


def main():
    root = os.environ.get("srcdir", ".")
    problems = []
    say = lambda path, line, what: problems.append("%s:%d: %s" % (path, line, what))
    paths = list(sources(root))
    lengths = []
    for path in paths:
        lengths += check_file(root, path, say)
    check_folders(paths, say)
    if "--no-format" not in sys.argv:
        check_format(root, paths, say)
    lengths.sort()
    if lengths:
        print("%d functions: median %d lines, 95%% under %d, longest %d" % (
            len(lengths), lengths[len(lengths) // 2], lengths[len(lengths) * 95 // 100],
            lengths[-1]))
    print("\n".join(problems))
    return 1 if problems else 0


if os.environ.get("STET_SOURCES") == "no":
    print("SKIPPED: STET_SOURCES is no")
    sys.exit(77)
sys.exit(main())
