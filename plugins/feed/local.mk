# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-feed.la
stet_feed_la_SOURCES = %D%/feed.c plugins/html/body.c plugins/html/body.h \
	plugins/html/element.c plugins/html/element.h plugins/html/address.c
stet_feed_la_CPPFLAGS = $(plugin_cppflags)
stet_feed_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
