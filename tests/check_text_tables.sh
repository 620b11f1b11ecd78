#!/bin/sh
# SPDX-License-Identifier: MIT
# The committed Unicode tables are what the data of Unicode 15.0 give, where those are there.
set -u
src=${srcdir:-.}
data=/usr/share/unicode
command -v python3 >/dev/null 2>&1 || exit 77
# another version of Unicode gives other tables
grep -q 'CaseFolding-15\.0\.0' "$data/CaseFolding.txt" 2>/dev/null || exit 77
exec python3 -B "$src/scripts/unicode-tables.py" --data "$data" \
    --check "$src/libcore/base/text/unicode_tables.c"
