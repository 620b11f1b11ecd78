#!/bin/sh
# SPDX-License-Identifier: MIT
# stet plugins new: the plugin builds, its test passes, the pipeline runs; against the build
# tree here, against the installed tree in installcheck.
. "${srcdir:-.}/tests/cli/lib.sh"

mkdir -p pc && cat >pc/stet-plugin.pc <<PC
plugindir=$abs_top_builddir/.libs
Name: stet-plugin
Description: headers in the source tree
Version: 0
Cflags: -I$abs_top_srcdir/include
PC
PKG_CONFIG_PATH=$scratch/pc
export PKG_CONFIG_PATH
expect 0 "$stet" plugins new lamp
says out "make test"
expect 0 make -C lamp CC="$CC" STET="$stet" test
says out "4 tests passed"
says out '"stet"'
expect 0 "$stet" plugins inspect --plugin-dir lamp lamp.check
says out "Longest headline"
for kind in transform read write; do
    expect 0 "$stet" plugins new --kind $kind "my_$kind"
    expect 0 make -C "my_$kind" CC="$CC" CFLAGS="-O2 -Wall -Wextra -Werror" STET="$stet" test
    says out "4 tests passed"
    lacks out "no stet on PATH"
    if grep -rIn '@[A-Z]*@' "my_$kind"; then fail "a mark is left in my_$kind"; fi
done
expect 0 make -s -C my_transform STET="$stet" test
says out '"Analysis"'
expect 0 make -s -C my_read STET="$stet" test
says out '"The Ferry Sails at Noon"'
says out '"Nobody was late."'
expect 0 make -s -C my_write STET="$stet" test
says out "<headline>A headline"
says out "<p>The first paragraph"
expect 0 "$stet" plugins inspect --plugin-dir my_read read.my_read
expect 2 "$stet" plugins new --kind reed odd
says err "did you mean 'read'?"
expect 1 test -e odd
expect 2 "$stet" plugins new lamp
says err "lamp"
expect 2 "$stet" plugins new Lamp
says err "no plugin id"
expect 2 "$stet" plugins new ../x
expect 0 "$stet" plugins new other --folder elsewhere
expect 0 test -f elsewhere/other.c
done_testing
