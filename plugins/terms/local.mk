# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-terms.la
stet_terms_la_SOURCES = %D%/terms.c %D%/lists.c %D%/dictionary.c %D%/scan.c %D%/terms.h
stet_terms_la_CPPFLAGS = $(plugin_cppflags)
stet_terms_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
