#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write entity_table.c: the HTML5 named character references, from Python's own list."""
import html.entities


def octal(text):
    out = ""
    for byte in text.encode():
        if byte < 0x20 or byte > 0x7E or byte in b'"\\?':
            out += "\\%03o" % byte
        else:
            out += chr(byte)
    return out


def pieces(text, width):
    """Cut an escaped literal into lines, never inside an escape."""
    line = ""
    at = 0
    while at < len(text):
        step = 4 if text[at] == "\\" else 1
        if len(line) + step > width:
            yield line
            line = ""
        line += text[at : at + step]
        at += step
    if line:
        yield line


def main():
    table = html.entities.html5
    names = sorted(name[:-1] for name in table if name.endswith(";"))
    literal, offsets, at = "", [], 0
    for name in names:
        value = table[name + ";"]
        if len(offsets) * 16 == names.index(name):
            offsets.append(at)
        literal += name + " " + octal(value) + " "
        at += len(name) + len(value.encode()) + 2
    assert at < 65536
    print("/* SPDX-License-Identifier: MIT */")
    print("/*")
    print(" * HTML5 named character references, made by entities.py: name, space, its text in UTF-8,")
    print(" * space, in byte order of the names; then the offset of every 16th name.")
    print(" */")
    print('#include "entity_table.h"')
    print()
    print("/* clang-format off: made by a script */")
    print("const char stet__markdown_entity_text[] =")
    lines = list(pieces(literal, 84))
    for number, line in enumerate(lines):
        print('    "%s"%s' % (line, ";" if number == len(lines) - 1 else ""))
    print()
    print("const uint16_t stet__markdown_entity_offsets[ENTITY_GROUPS] = {")
    for start in range(0, len(offsets), 13):
        print("    " + " ".join("%d," % o for o in offsets[start : start + 13]))
    print("};")
    return len(names)


main()
