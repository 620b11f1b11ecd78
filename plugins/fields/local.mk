# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-fields.la
stet_fields_la_SOURCES = %D%/fields.c
stet_fields_la_CPPFLAGS = $(plugin_cppflags)
stet_fields_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
