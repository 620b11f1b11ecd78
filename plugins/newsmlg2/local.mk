# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-newsmlg2.la
stet_newsmlg2_la_SOURCES = %D%/newsmlg2.c %D%/item.h %D%/meta.c plugins/html/body.c \
	plugins/html/element.c plugins/html/element.h plugins/html/figure.c \
	plugins/html/note.c $(nitf_sources)
stet_newsmlg2_la_CPPFLAGS = $(plugin_cppflags)
stet_newsmlg2_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
