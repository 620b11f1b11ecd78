# SPDX-License-Identifier: MIT
# Elements to blocks, compiled into every reader of HTML and XML.
plugin_LTLIBRARIES += stet-markup.la
markup_sources = plugins/markup/markup.h plugins/markup/build.h plugins/markup/tags.h \
	plugins/markup/tags.c plugins/markup/element.c plugins/markup/html.c \
	plugins/markup/flow.c plugins/markup/tree.c plugins/markup/page/page.c \
	plugins/markup/page/page.h plugins/markup/page/media.c plugins/markup/page/credits.c plugins/markup/claims.c \
	plugins/markup/claims.h plugins/markup/source/decode.c plugins/markup/source/pieces.c \
	plugins/markup/source/root.c \
	plugins/markup/source/pieces.h plugins/markdown/read/entities.c \
	plugins/markdown/read/entity_table.c plugins/markdown/read/entity_table.h
markup_xml_sources = plugins/markup/xml.c plugins/markup/source/split.c $(markup_sources)
markup_head_sources = plugins/markup/page/head.c plugins/markup/page/head.h \
	plugins/markup/page/title.c plugins/markup/page/graph.c plugins/markup/page/signs.c \
	plugins/markup/page/people.c
stet_markup_la_SOURCES = %D%/read_html.c $(markup_head_sources) $(markup_sources)
stet_markup_la_CPPFLAGS = $(plugin_cppflags)
stet_markup_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
