#!/bin/sh
# SPDX-License-Identifier: MIT
# What the built objects need and export: the core links libc, libdl, pthread and libyaml and
# exports stet_ names only; a plugin exports one symbol and needs none of the core.
set -u
libs=${abs_top_builddir:-.}/.libs
fails=0
case " ${STET_LDFLAGS:-} " in
*-fsanitize*) echo "skipped: a sanitizer build needs more libraries"; exit 77 ;;
esac
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }
for lib in $(needed "$libs/libstet.so"); do
    case $lib in
    libc.so.* | libdl.so.* | libpthread.so.* | libyaml-0.so.* | ld-linux*) ;;
    *) echo "libstet.so needs $lib"; fails=1 ;;
    esac
done
bad=$(nm -D --defined-only "$libs/libstet.so" | awk '{print $3}' | grep -vE '^stet_[a-z]')
[ -z "$bad" ] || { echo "libstet.so exports: $bad"; fails=1; }
bad=$(nm -D --defined-only "$libs/libstet.so" | awk '{print $3}' | grep -E '^stet__')
[ -z "$bad" ] || { echo "libstet.so exports inner names: $bad"; fails=1; }
count=0
for plugin in "$libs"/stet-*.so; do
    count=$((count + 1))
    names=$(nm -D --defined-only "$plugin" | awk '{print $3}')
    [ "$names" = stet_plugin_v1 ] || { echo "$plugin exports: $names"; fails=1; }
    bad=$(nm -D --undefined-only "$plugin" | awk '{print $2}' | grep '^stet_')
    [ -z "$bad" ] || { echo "$plugin needs of the core: $bad"; fails=1; }
    readelf -n "$plugin" 2>/dev/null | grep -q 'stet' || { echo "$plugin has no stet note"; fails=1; }
done
[ $count -gt 0 ] || { echo "no plugins were built"; fails=1; }
echo "$count plugins looked at"
exit $fails
