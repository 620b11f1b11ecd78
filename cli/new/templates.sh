#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints templates.c: the files of the folder given, as C strings.
set -eu
folder=$1
row() { # file, before, after, named
    printf '    { "%s", "%s", %s,\n' "$2" "$3" "$4"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/      "/' -e 's/$/\\n"/' "$folder/$1"
    printf '    },\n'
}
printf '/* Made by templates.sh from the files of template/. */\n'
printf '#include "cli/new/templates.h"\n\nconst struct template templates[] = {\n'
row plugin.c "" .c 1
row test.c test_ .c 1
row Makefile Makefile "" 0
row README.md README.md "" 0
row pipeline.yaml pipeline.yaml "" 0
row article.md article.md "" 0
printf '    { 0, 0, 0, 0 }\n};\n'
