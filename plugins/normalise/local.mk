# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-normalise.la
stet_normalise_la_SOURCES = %D%/normalise.c %D%/normalise.h %D%/headings.c %D%/marks.c %D%/quotations.c
stet_normalise_la_CPPFLAGS = $(plugin_cppflags)
stet_normalise_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
