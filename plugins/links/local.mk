# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-links.la
stet_links_la_SOURCES = %D%/links.c %D%/links.h %D%/clean.c %D%/lint.c %D%/hosts.c \
	%D%/names.c %D%/tracking.c %D%/tracking.h
stet_links_la_CPPFLAGS = $(plugin_cppflags)
stet_links_la_LDFLAGS = $(plugin_ldflags)
linksdatadir = $(pkgdatadir)/links
dist_linksdata_DATA = %D%/tracking.yaml %D%/hosts.yaml
EXTRA_DIST += %D%/README.md
