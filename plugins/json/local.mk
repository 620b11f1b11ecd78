# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-json.la
stet_json_la_SOURCES = %D%/json.c
stet_json_la_CPPFLAGS = $(plugin_cppflags)
stet_json_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
