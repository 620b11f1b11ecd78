# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-html.la
stet_html_la_SOURCES = %D%/html.c %D%/body.c %D%/body.h %D%/element.c %D%/element.h \
	%D%/address.c %D%/renders.c plugins/jsonld/news.c plugins/jsonld/news.h
stet_html_la_CPPFLAGS = $(plugin_cppflags)
stet_html_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
