# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-feed.la
stet_feed_la_SOURCES = %D%/feed.c %D%/item.h %D%/modules.c %D%/reader.h $(html_body_sources) $(facts_sources)
stet_feed_la_CPPFLAGS = $(plugin_cppflags)
stet_feed_la_LDFLAGS = $(plugin_ldflags)
feed_reader_sources = plugins/feed/read.c plugins/feed/read_rss.c \
	plugins/feed/read_atom.c plugins/feed/read_json.c
if HAVE_EXPAT
stet_feed_la_SOURCES += $(feed_reader_sources) $(markup_xml_sources)
stet_feed_la_CPPFLAGS += -DSTET_READS_XML $(EXPAT_CFLAGS)
stet_feed_la_LIBADD = $(EXPAT_LIBS)
endif
EXTRA_DIST += %D%/README.md
