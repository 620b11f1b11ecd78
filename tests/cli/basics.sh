#!/bin/sh
# SPDX-License-Identifier: MIT
# help, version, wrong usage, limits, plugins, schema: what a new user tries first.
. "${srcdir:-.}/tests/cli/lib.sh"

expect 2 "$stet"
says err "usage: stet COMMAND"
expect 0 "$stet" --help
says out "run a pipeline"
expect 0 "$stet" version
says out "plugin ABI 1.0"
expect 2 "$stet" rum
says err "did you mean 'run'"
expect 2 "$stet" plugins
says err "stet plugins inspect"
expect 0 "$stet" run --help
says out "--resume"
expect 0 "$stet" help plugins new
says out "mock host"
expect 2 "$stet" run only-one
says err "INPUT is missing"
expect 2 "$stet" run a b --unchanged sometimes
says err "'sometimes' is neither"
expect 2 "$stet" version now
says err "'now' is one argument too many"
expect 2 "$stet" run --outputt x a b
says err "did you mean '--output'"
expect 2 "$stet" run -o
says err "needs a value"
expect 2 "$stet" run a b -j none
expect 2 "$stet" run a b --color sometimes
expect 66 "$stet" read nowhere.md
says err "nowhere.md"
expect 0 "$stet" limits
says out "article"
expect 2 "$stet" limits --limit artcle=1
says err "did you mean 'article'"
expect 2 "$stet" limits --limit article=-1
expect 2 "$stet" plugins
says err "stet plugins new"
expect 0 "$stet" plugins --help
says out "stet plugins inspect"
expect 0 "$stet" help plugins
says out "stet plugins list"
expect 2 "$stet" plugins lst
says err "did you mean 'plugins list'"
expect 2 "$stet" help plugins nwe
says err "did you mean 'plugins new'"
expect 2 "$stet" --color never version
says err "behind the command"
expect 0 "$stet" plugins list
says out "disclaimer.stamp"
expect 0 "$stet" plugins list --json
says out '"usable":true'
expect 0 "$stet" plugins inspect disclaimer.stamp
says out "text"
expect 2 "$stet" plugins inspect disclamer.stamp
says err "did you mean 'disclaimer.stamp'"
expect 0 "$stet" schema
says out "draft-07"
expect 0 "$stet" schema article
expect 2 "$stet" schema pipelin
expect 0 "$stet" reference
says out "share.links"
expect 0 "$stet" completion bash
expect 0 bash -n out
expect 2 "$stet" completion fish
"$stet" version >/dev/full 2>err
[ $? -eq 74 ] || fail "a full standard output is no error"
says err "standard output"
done_testing
