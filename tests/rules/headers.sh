#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone, as C11 and as C++17, without a warning.
set -u
src=${srcdir:-.}
: "${CC:=cc}" "${CXX:=c++}"
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
fails=0
have_cxx=1
command -v "$CXX" >/dev/null 2>&1 || { have_cxx=0; echo "no C++ compiler: C++17 is skipped"; }
for header in "$src"/include/stet/*.h; do
    name=$(basename "$header")
    # for parsers that know no preprocessor; tests/rules/ffi.sh compares it with the others
    [ "$name" = stet-ffi.h ] && continue
    printf '#include <stet/%s>\n#include <stet/%s>\n' "$name" "$name" >"$dir/t.c"
    cp "$dir/t.c" "$dir/t.cc"
    $CC -std=c11 -Wall -Wextra -Wpedantic -Werror -I"$src/include" -fsyntax-only "$dir/t.c" || fails=1
    [ $have_cxx -eq 0 ] ||
        $CXX -std=c++17 -Wall -Wextra -Werror -I"$src/include" -fsyntax-only "$dir/t.cc" || fails=1
    if grep -nE '^#[ ]*(if|ifdef|elif)[^n].*(HAVE_|CONFIG)' "$header"; then
        echo "$name: an installed header asks for build settings"
        fails=1
    fi
done
exit $fails
