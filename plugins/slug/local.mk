# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-slug.la
stet_slug_la_SOURCES = %D%/slug.c
stet_slug_la_CPPFLAGS = $(plugin_cppflags)
stet_slug_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
