# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-disclaimer.la
stet_disclaimer_la_SOURCES = %D%/disclaimer.c %D%/stamp.c %D%/stamp.h
stet_disclaimer_la_CPPFLAGS = $(plugin_cppflags)
stet_disclaimer_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
