# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-jsonld.la
# NewsArticle, compiled into every writer that needs it.
jsonld_news_sources = plugins/jsonld/news.c plugins/jsonld/news.h plugins/jsonld/object.h \
	plugins/jsonld/rights.c
jsonld_reader_sources = plugins/jsonld/reader.h plugins/jsonld/read.c \
	plugins/jsonld/read_parts.c
stet_jsonld_la_SOURCES = %D%/jsonld.c $(jsonld_news_sources) $(jsonld_reader_sources) \
	$(markup_sources) $(facts_sources)
stet_jsonld_la_CPPFLAGS = $(plugin_cppflags)
stet_jsonld_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
