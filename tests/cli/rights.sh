#!/bin/sh
# SPDX-License-Identifier: MIT
# stet rights: the table of duties, what articles state, bad policies, licences.
. "${srcdir:-.}/tests/cli/lib.sh"
command -v python3 >/dev/null || {
    echo "python3 is missing"
    exit 77
}
cases=$top/tests/cases/rights

python3 "$top/tests/rights_cases.py" "$stet" "$cases"/*.txt || exit 1
python3 "$top/tests/rights_stated.py" "$stet" "$cases/stated" || exit 1
