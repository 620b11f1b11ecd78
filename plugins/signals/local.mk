# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-signals.la
stet_signals_la_SOURCES = %D%/signals.c %D%/signals.h %D%/set.c %D%/write.c
stet_signals_la_CPPFLAGS = $(plugin_cppflags)
stet_signals_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
