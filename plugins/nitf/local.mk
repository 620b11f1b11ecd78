# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-nitf.la
nitf_sources = plugins/nitf/nitf.h plugins/nitf/head.c plugins/nitf/content.c \
	plugins/nitf/blocks.c plugins/nitf/blocks.h plugins/nitf/media.c plugins/html/address.c \
	plugins/html/body.h $(facts_sources)
stet_nitf_la_SOURCES = %D%/nitf.c $(nitf_sources)
stet_nitf_la_CPPFLAGS = $(plugin_cppflags)
stet_nitf_la_LDFLAGS = $(plugin_ldflags)
nitf_reader_sources = plugins/nitf/reader.h plugins/nitf/read_head.c \
	plugins/nitf/read_elements.c plugins/nitf/read.c $(markup_xml_sources)
if HAVE_EXPAT
stet_nitf_la_SOURCES += $(nitf_reader_sources)
stet_nitf_la_CPPFLAGS += -DSTET_READS_XML $(EXPAT_CFLAGS)
stet_nitf_la_LIBADD = $(EXPAT_LIBS)
endif
EXTRA_DIST += %D%/README.md
