#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints sheet.c: the style sheet given, as a C string.
set -eu
printf '/* Made by sheet.sh from page.css. */\n'
printf '#include "cli/report/sheet.h"\n\nconst char report_sheet[] =\n'
sed -e 's/^ *//' -e '/^$/d' -e '/^\/\*.*\*\/$/d' -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/    "/' -e 's/$/\\n"/' "$1"
printf '    "";\n'
