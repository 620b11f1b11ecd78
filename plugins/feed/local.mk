# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-feed.la
stet_feed_la_SOURCES = %D%/feed.c $(html_body_sources)
stet_feed_la_CPPFLAGS = $(plugin_cppflags)
stet_feed_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
