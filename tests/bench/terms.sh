#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints N made-up terms, one a line, a fifth of them phrases: the same ones every time.
awk -v n="${1:-10000}" 'BEGIN {
    split("ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo vu za ze zi zo zu", s, " ")
    seed = 12345
    for (i = 0; i < n; i++) {
        words = i % 5 == 4 ? 2 : 1
        line = ""
        for (w = 0; w < words; w++) {
            word = ""
            for (k = 0; k < 4 + (i + w) % 3; k++) {
                seed = (seed * 16807) % 2147483647
                word = word s[1 + int(seed / 7) % 60]
            }
            line = line (w ? " " : "") word
        }
        print line
    }
}'
