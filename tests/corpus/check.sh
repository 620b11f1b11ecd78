#!/bin/sh
# SPDX-License-Identifier: MIT
# The labelled articles are read as well as before: no figure below its floor.
command -v python3 >/dev/null || { echo "python3 was not found"; exit 77; }
STET_PLUGIN_PATH="$abs_top_builddir/.libs" STET_DATA_PATH="$abs_top_srcdir/plugins" \
    python3 "$srcdir/tests/corpus/score.py" "$abs_top_builddir/stet"
