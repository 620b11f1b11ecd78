#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples of other languages against the build tree: each answers what the command writes.
. "${srcdir:-.}/tests/cli/lib.sh"
src=$abs_top_srcdir/examples
case $STET_LDFLAGS in
*-fsanitize*) echo "a sanitizer build cannot be loaded into other programs: skipped"; exit 77 ;;
esac
cp "$src/06-languages/"* . && chmod u+w ./*
export STET_INCLUDE="$abs_top_srcdir/include" STET_LIBRARY="$abs_top_builddir/.libs/libstet.so"
yaml=$src/03-pipelines/house-style.yaml

expect 0 "$stet" run -q "$yaml" "$src/article.md" -o wanted
name=$(ls wanted)
{
    echo "verdict: allow"
    echo "output: $name"
    echo "stamped: $(wc -c <"wanted/$name") bytes"
} >answer
printf 'stet: 1\npipelines:\n  main:\n    steps:\n      - use: slugg\n      - use: terms\n        with: { listz: 3 }\n' >bad.yaml

# The program, then its arguments: the same answer, every mistake, no such file.
speaks() {
    "$@" "$yaml" "$src/article.md" >said 2>err || { fail "$1 failed"; cat err; }
    same answer said
    "$@" bad.yaml "$src/article.md" >said 2>&1 && fail "$1 took a pipeline with mistakes"
    says said "bad.yaml:5:14: unknown step 'slugg'"
    says said "bad.yaml:7:17: terms: unknown option 'listz'"
    "$@" none.yaml "$src/article.md" >said 2>&1 && fail "$1 took a pipeline that is not there"
    says said "none.yaml: cannot open it"
    spoken="${spoken:-} $1"
}

python=$(command -v /usr/bin/python3 || command -v python3)
if "$python" -c 'import cffi' 2>/dev/null; then
    speaks "$python" stet.py
else
    echo "python3 has no cffi: not looked at"
fi
if command -v php >/dev/null && php -m | grep -qx FFI; then
    speaks php stet.php
else
    echo "no php with FFI: not looked at"
fi
for include in /usr/include/node /usr/include/nodejs/src /usr/local/include/node; do
    [ -f "$include/node_api.h" ] && break
done
if command -v node >/dev/null && [ -f "$include/node_api.h" ]; then
    mkdir pc && printf 'Name: stet\nDescription: x\nVersion: 0\nCflags: -I%s\nLibs: -L%s -Wl,-rpath,%s -lstet\n' \
        "$abs_top_srcdir/include" "$abs_top_builddir/.libs" "$abs_top_builddir/.libs" >pc/stet.pc
    expect 0 env PKG_CONFIG_PATH="$scratch/pc" make CC="$CC" CFLAGS=-Werror NODE_INCLUDE="$include"
    speaks node stet.js
else
    echo "no node with node_api.h: not looked at"
fi
[ -n "${spoken:-}" ] || exit 77
done_testing
