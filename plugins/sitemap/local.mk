# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-sitemap.la
stet_sitemap_la_SOURCES = %D%/sitemap.c $(facts_sources)
stet_sitemap_la_CPPFLAGS = $(plugin_cppflags)
stet_sitemap_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
