# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-attribution.la
stet_attribution_la_SOURCES = %D%/attribution.c %D%/search.c %D%/search.h \
	%D%/source.c %D%/source.h
stet_attribution_la_CPPFLAGS = $(plugin_cppflags)
stet_attribution_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
