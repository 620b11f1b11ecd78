#!/bin/sh
# SPDX-License-Identifier: MIT
# The main job on the example article: what each step did, what was written, what was found.
# ./bootstrap demo runs this; by hand: STET_BUILD=build sh examples/demo.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${STET_BUILD:?the build folder}
out=${STET_DEMO_OUT:-$here/../demo-output}
stet=$build/stet
STET_PLUGIN_PATH=$build/.libs
STET_DATA_PATH=$here/../plugins
export STET_PLUGIN_PATH STET_DATA_PATH
cd "$here"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

say "What each step does (stet trace 03-pipelines/republish.yaml article.md)"
"$stet" trace 03-pipelines/republish.yaml article.md

say "The same, written (stet run ... -o demo-output)"
mkdir -p "$out"
status=0
"$stet" run 03-pipelines/republish.yaml article.md -o "$out" || status=$?
[ $status -le 1 ] || exit $status
out=$(cd "$out" && pwd)

say "Written to $out"
(cd "$out" && wc -c -- *.html *.jsonld *.md)
say "Open $out/$(cd "$out" && ls -- *.html | head -1)"
