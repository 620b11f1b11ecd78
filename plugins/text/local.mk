# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-text.la
stet_text_la_SOURCES = %D%/text.c %D%/fill.c %D%/fill.h %D%/labels.c %D%/labels.h
stet_text_la_CPPFLAGS = $(plugin_cppflags)
stet_text_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
