#!/bin/sh
# SPDX-License-Identifier: MIT
# stet trace: each step with its changes and findings, one step as a diff, blame, the verdict.
. "$(dirname "$0")/lib.sh"
article=$abs_top_srcdir/examples/article.md
pipeline=$abs_top_srcdir/examples/03-pipelines/republish.yaml

expect 0 "$stet" trace "$pipeline" "$article"
says out "~ paragraph      -> head  Theme: Transport, Public Services"
says out "+ permission     Harbour Courier grants permission to republish"
says out "+ provenance     This article was originally published on The Lune Gazette."
says out "+ paragraph      Views are those of Ana Ruiz and Tom Becker, not of Example Herald."
says out "! observe        attribution/hyperlink-present  line 27: a link leads to The Lune Gazette"
says out "+ share_links    E-mail"
says out "verdict: allow"
lacks out "+ range"
lacks out "+ item"
[ "$(grep -c verdict out)" = 1 ] || fail "the verdict is not said once"

# a step alone is told whole, as a diff with its place
expect 0 "$stet" trace --step 4 "$pipeline" "$article"
says out "@@ provenance, line 27 @@"
says out "@@ range"
lacks out "article.structure"
expect 0 "$stet" trace --blame "$pipeline" "$article"
says out "disclaimer.stamp     paragraph  Views are those of"
expect 0 "$stet" trace --only-changed "$pipeline" "$article"
lacks out "write.html"
says out "text.stats"

# wrong input
expect 2 "$stet" trace --step 99 "$pipeline" "$article"
says err "--step 99: the pipeline has 13 steps"
expect 2 "$stet" trace "$pipeline"
expect 2 "$stet" trace --step no "$pipeline" "$article"
printf 'stet: 1\nsteps: [{use: slugg}]\n' >bad.yaml
expect 78 "$stet" trace bad.yaml "$article"
says err "did you mean 'slug'?"
printf 'bad \377 bytes\n' >broken.md
expect 4 "$stet" trace "$pipeline" broken.md
says out "quarantined: read.markdown: line 1, column 5: a byte that is not UTF-8"
says out "verdict: review"
expect 66 "$stet" trace "$pipeline" nowhere.md
says err "nowhere.md"
done_testing
