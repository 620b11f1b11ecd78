# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-amp.la
stet_amp_la_SOURCES = %D%/amp.c $(html_page_sources)
stet_amp_la_CPPFLAGS = $(plugin_cppflags)
stet_amp_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
