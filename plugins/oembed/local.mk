# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-oembed.la
stet_oembed_la_SOURCES = %D%/oembed.c plugins/html/siblings.h plugins/jsonld/news.h \
	$(facts_sources)
stet_oembed_la_CPPFLAGS = $(plugin_cppflags)
stet_oembed_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
