# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-applenews.la
applenews_sources = plugins/applenews/applenews.c plugins/applenews/component.c \
	plugins/applenews/element.c plugins/applenews/metadata.c plugins/applenews/news.h
stet_applenews_la_SOURCES = $(applenews_sources) $(facts_sources) plugins/ninjs/object.h \
	plugins/html/address.c plugins/html/body.h
stet_applenews_la_CPPFLAGS = $(plugin_cppflags)
stet_applenews_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
