# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-csv.la
stet_csv_la_SOURCES = %D%/csv.c
stet_csv_la_CPPFLAGS = $(plugin_cppflags)
stet_csv_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
