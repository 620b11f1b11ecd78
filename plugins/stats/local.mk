# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-stats.la
stet_stats_la_SOURCES = %D%/stats.c
stet_stats_la_CPPFLAGS = $(plugin_cppflags)
stet_stats_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
