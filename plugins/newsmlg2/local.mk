# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-newsmlg2.la
stet_newsmlg2_la_SOURCES = %D%/newsmlg2.c %D%/item.h %D%/meta.c plugins/html/body.c \
	plugins/html/element.c plugins/html/element.h plugins/html/figure.c plugins/html/kept.c \
	plugins/html/note.c $(nitf_sources)
stet_newsmlg2_la_CPPFLAGS = $(plugin_cppflags)
stet_newsmlg2_la_LDFLAGS = $(plugin_ldflags)
g2_reader_sources = plugins/newsmlg2/read.c plugins/newsmlg2/read_meta.c \
	plugins/newsmlg2/reader.h
if HAVE_EXPAT
stet_newsmlg2_la_SOURCES += $(g2_reader_sources) $(nitf_reader_sources)
stet_newsmlg2_la_CPPFLAGS += -DSTET_READS_XML $(EXPAT_CFLAGS)
stet_newsmlg2_la_LIBADD = $(EXPAT_LIBS)
endif
EXTRA_DIST += %D%/README.md
