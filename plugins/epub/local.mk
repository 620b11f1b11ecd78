# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-epub.la
epub_sources = plugins/epub/about.c plugins/epub/chapter.c plugins/epub/epub.c \
	plugins/epub/epub.h plugins/epub/package.c plugins/epub/zip.c plugins/epub/zip.h
stet_epub_la_SOURCES = $(epub_sources) $(facts_sources) $(html_body_sources)
stet_epub_la_CPPFLAGS = $(plugin_cppflags) $(ZLIB_CFLAGS)
stet_epub_la_LDFLAGS = $(plugin_ldflags)
stet_epub_la_LIBADD = $(ZLIB_LIBS)
EXTRA_DIST += %D%/README.md
