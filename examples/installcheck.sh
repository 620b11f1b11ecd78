#!/bin/sh
# SPDX-License-Identifier: MIT
# Against the installed tree, with pkg-config alone: embed, the plugin, a new plugin.
# Usage: installcheck.sh SOURCE BINDIR PKGCONFIGDIR
set -eu
src=$(cd "$1" && pwd)
stet=${DESTDIR:-}$2/stet
export PKG_CONFIG_PATH="${DESTDIR:-}$3"
[ -z "${DESTDIR:-}" ] || export PKG_CONFIG_SYSROOT_DIR="$DESTDIR"
unset STET_PLUGIN_PATH STET_DATA_PATH || :
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
libdir=${DESTDIR:-}$(pkg-config --variable=libdir stet)
plugins=${DESTDIR:-}$(pkg-config --variable=plugindir stet)
data=${DESTDIR:-}$(pkg-config --variable=pkgdatadir stet-plugin)
export LD_LIBRARY_PATH="$libdir"
[ "$(pkg-config --variable=plugin_abi stet-plugin)" = 1.0 ]
if [ -n "${DESTDIR:-}" ]; then
    export STET_PLUGIN_PATH="$plugins" STET_DATA_PATH="$data"
fi

cp -r "$src/examples/01-embed" "$src/examples/02-plugin" "$src/examples/article.md" .
chmod -R u+w .
make -C 01-embed
01-embed/embed "$plugins" "$data" >embed.out
grep -q '^verdict:' embed.out
make -C 02-plugin STET="$stet" run
grep -q 'River Towns' 02-plugin/out/*.outline.txt
"$stet" plugins new fresh
make -C fresh STET="$stet" test >fresh.out
grep -q '4 tests passed' fresh.out
echo "installcheck: embed, plugin and a new plugin are well"
