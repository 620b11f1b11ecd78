#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/steps.md and README's table are what the option tables say.
exec python3 -B "$abs_top_srcdir/docs/generate.py" "$abs_top_builddir/stet" --check
