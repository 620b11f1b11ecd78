# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-jsonld.la
stet_jsonld_la_SOURCES = %D%/jsonld.c %D%/news.c %D%/news.h
stet_jsonld_la_CPPFLAGS = $(plugin_cppflags)
stet_jsonld_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
