#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/steps.md, README's table and the tables of the guides are what the option tables and data say.
[ "${STET_SOURCES:-}" = no ] && { echo "SKIPPED: STET_SOURCES is no"; exit 77; }
for plugin in markdown markup epub language; do
    [ -f "$abs_top_builddir/.libs/stet-$plugin.so" ] || {
        echo "the plugin $plugin is not built, its steps cannot be compared: skipped"
        exit 77
    }
done
exec python3 -B "$abs_top_srcdir/docs/generate.py" "$abs_top_builddir/stet" --check
