#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints templates.c: the files of the folder given, as C strings.
set -eu
folder=$1
row() { # kind, file, before, after, named
    printf '    { "%s", "%s", "%s", %s,\n' "$1" "$3" "$4" "$5"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/      "/' -e 's/$/\\n"/' "$folder/$2"
    printf '    },\n'
}
printf '/* Made by templates.sh from the files of template/. */\n'
printf '#include "cli/new/templates.h"\n\nconst struct template templates[] = {\n'
for kind in check transform read write; do
    row $kind $kind/plugin.c "" .c 1
    row $kind $kind/test.c test_ .c 1
    row $kind $kind/pipeline.yaml pipeline.yaml "" 0
    case $kind in
    read) row $kind read/article article. "" 1 ;;
    *) row $kind article.md article.md "" 0 ;;
    esac
done
row "" Makefile Makefile "" 0
row "" README.md README.md "" 0
printf '    { 0, 0, 0, 0, 0 }\n};\n'
