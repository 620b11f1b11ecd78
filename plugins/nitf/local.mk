# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-nitf.la
nitf_sources = plugins/nitf/nitf.h plugins/nitf/head.c plugins/nitf/content.c \
	plugins/nitf/blocks.c plugins/nitf/blocks.h plugins/nitf/media.c plugins/html/address.c \
	plugins/html/body.h $(facts_sources)
stet_nitf_la_SOURCES = %D%/nitf.c $(nitf_sources)
stet_nitf_la_CPPFLAGS = $(plugin_cppflags)
stet_nitf_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
