#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write libcore/base/text/unicode_tables.c from the files of the Unicode data base.

    scripts/unicode-tables.py [--data /usr/share/unicode] [--check FILE] > FILE

With --check it compares with a file and exits 1 when they differ. Debian has the data in
the package unicode-data.
"""
import argparse
import os
import sys

BLOCK = 7  # bits of the second stage
LAST = 0x110000
GCB = ["Other", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator", "Prepend",
       "SpacingMark", "L", "V", "T", "LV", "LVT"]
# Bits of a property record; the same names stand in unicode_tables.h.
WORD, UPPER, WIDE, ZERO, JOINS, MARKED, DROPS, PICTURE = (1 << i for i in range(8))


def rows(path):
    """(first, last, fields) of the lines of a data file."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                fields = [f.strip() for f in line.split(";")]
                first, _, last = fields[0].partition("..")
                yield int(first, 16), int(last or first, 16), fields[1:]


class Data:
    def __init__(self, folder):
        self.folder = folder
        self.category, self.ccc, self.canonical, self.cases = {}, {}, {}, {}
        self.read_characters()
        self.fold, self.excluded = {}, set()
        for first, last, fields in rows(self.path("DerivedNormalizationProps.txt")):
            for code in range(first, last + 1):
                if fields[0] == "NFKC_CF":
                    self.fold[code] = [int(c, 16) for c in fields[1].split()]
                elif fields[0] == "Full_Composition_Exclusion":
                    self.excluded.add(code)
        self.upper = self.members("DerivedCoreProperties.txt", "Uppercase")
        self.alphabetic = self.members("DerivedCoreProperties.txt", "Alphabetic")
        self.picture = self.members("emoji/emoji-data.txt", "Extended_Pictographic")
        self.gcb = {}
        for first, last, fields in rows(self.path("auxiliary/GraphemeBreakProperty.txt")):
            for code in range(first, last + 1):
                self.gcb[code] = GCB.index(fields[0])
        self.wide = self.members("EastAsianWidth.txt", "W", "F")
        for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
                            (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)):
            self.wide.update(range(first, last + 1))
        self.pairs = {code: tuple(parts) for code, parts in self.canonical.items()
                      if len(parts) == 2 and code not in self.excluded}
        self.seconds = {parts[1] for parts in self.pairs.values()}

    def path(self, name):
        return os.path.join(self.folder, name)

    def members(self, name, *values):
        found = set()
        for first, last, fields in rows(self.path(name)):
            if fields[0] in values:
                found.update(range(first, last + 1))
        return found

    def read_characters(self):
        start = None
        with open(self.path("UnicodeData.txt"), encoding="utf-8") as file:
            for line in file:
                fields = line.rstrip("\n").split(";")
                code = int(fields[0], 16)
                first = code if start is None else start
                start = code if fields[1].endswith("First>") else None
                for each in range(first, code + 1):
                    self.category[each] = fields[2]
                    if fields[3] != "0":
                        self.ccc[each] = int(fields[3])
                if fields[12] or fields[13]:
                    self.cases[code] = tuple(int(f or "0", 16) for f in fields[12:14])
                if fields[5] and not fields[5].startswith("<"):
                    self.canonical[code] = [int(c, 16) for c in fields[5].split()]

    def decompose(self, codes):
        """Full canonical decomposition, not reordered; Hangul stays."""
        out, todo = [], list(reversed(codes))
        while todo:
            code = todo.pop()
            if code in self.canonical:
                todo.extend(reversed(self.canonical[code]))
            else:
                out.append(code)
        return out

    def drops(self, code):
        """Accents and points that a fold without marks leaves out."""
        ccc = self.ccc.get(code, 0)
        return (ccc in (1, 6) or 10 <= ccc <= 36 or 200 <= ccc <= 240
                or self.category.get(code) == "Me")

    def joins(self, code):
        """May the folded character change what stands before it?"""
        folded = self.decompose(self.fold.get(code, [code]))
        return (not folded or self.ccc.get(folded[0], 0) != 0 or folded[0] in self.seconds
                or 0x1161 <= folded[0] <= 0x1175 or 0x11A8 <= folded[0] <= 0x11C2)

    def record(self, code):
        category = self.category.get(code, "Cn")
        flags = 0
        if (category[0] in "LM" or category in ("Nd", "Nl", "Pc")
                or code in self.alphabetic):
            flags |= WORD
        if code in self.upper or category == "Lt":
            flags |= UPPER
        if code in self.wide:
            flags |= WIDE
        if category in ("Mn", "Me", "Cf", "Cc", "Zl", "Zp") or 0x1160 <= code <= 0x11FF:
            flags |= ZERO
        if self.joins(code):
            flags |= JOINS
        if any(map(self.drops, self.decompose(self.fold.get(code, [code])))):
            flags |= MARKED
        if self.drops(code):
            flags |= DROPS
        if code in self.picture:
            flags |= PICTURE
        return self.ccc.get(code, 0), self.gcb.get(code, 0), flags


def stages(values):
    """Two stages: the number of the block, and the blocks without repeats."""
    size, first, blocks = 1 << BLOCK, [], {}
    for at in range(0, len(values), size):
        block = tuple(values[at:at + size])
        first.append(blocks.setdefault(block, len(blocks)))
    return first, [value for block in blocks for value in block]


def put(kind, name, values, out):
    out.append("const %s %s[%d] = {" % (kind, name, len(values)))
    line = "   "
    for value in values:
        text = "%d," % value
        if len(line) + len(text) > 100:
            out.append(line)
            line = "   "
        line += text if line == "   " else text
    out.append(line)
    out.append("};")
    out.append("")


def put_rows(kind, name, values, out):
    out.append("const %s %s[%d] = {" % (kind, name, len(values)))
    line = "   "
    for value in values:
        text = " {%s}," % ", ".join(str(v) for v in value)
        if len(line) + len(text) > 100:
            out.append(line)
            line = "   "
        line += text
    out.append(line)
    out.append("};")
    out.append("")


def table(data):
    out = ["/* SPDX-License-Identifier: MIT */",
           "/* Written by scripts/unicode-tables.py from the Unicode data base; see there. */",
           '#include "base/text/unicode_tables.h"', ""]
    records, index = {}, []
    for code in range(LAST):
        index.append(records.setdefault(data.record(code), len(records)))
    assert len(records) < 256
    first, second = stages(index)
    assert max(first) < 65536
    put("uint16_t", "stet__unicode_first", first, out)
    put("uint8_t", "stet__unicode_second", second, out)
    put_rows("struct unicode_record", "stet__unicode_records", list(records), out)

    pool, at, index = [0], {}, [0] * LAST
    for code, codes in sorted(data.fold.items()):
        text = "".join(map(chr, codes)).encode()
        if text not in at:
            at[text] = len(pool)
            pool.extend([len(text), *text])
        index[code] = at[text]
    assert len(pool) < 65536
    first, second = stages(index)
    put("uint16_t", "stet__fold_first", first, out)
    put("uint16_t", "stet__fold_second", second, out)
    put("uint8_t", "stet__fold_pool", pool, out)

    pairs = [(code, *parts) for code, parts in sorted(data.pairs.items())]
    put_rows("struct unicode_pair", "stet__unicode_pairs", pairs, out)
    order = sorted(range(len(pairs)), key=lambda i: pairs[i][1:])
    put("uint16_t", "stet__unicode_by_parts", order, out)
    out.append("const size_t stet__unicode_pair_count = %d;" % len(pairs))
    cases = [(code, *pair) for code, pair in sorted(data.cases.items()) if code >= 0x80]
    put_rows("struct unicode_case", "stet__unicode_cases", cases, out)
    out.append("const size_t stet__unicode_case_count = %d;" % len(cases))
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="/usr/share/unicode")
    parser.add_argument("--check", metavar="FILE")
    args = parser.parse_args()
    if not os.path.exists(os.path.join(args.data, "UnicodeData.txt")):
        print("%s: no Unicode data there" % args.data, file=sys.stderr)
        return 77
    text = table(Data(args.data))
    if not args.check:
        sys.stdout.write(text)
        return 0
    with open(args.check, encoding="utf-8") as file:
        same = file.read() == text
    if not same:
        print("%s: differs from what the Unicode data give" % args.check, file=sys.stderr)
    return 0 if same else 1


sys.exit(main())
