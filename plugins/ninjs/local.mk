# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-ninjs.la
facts_sources = plugins/ninjs/facts.c plugins/ninjs/facts.h plugins/ninjs/loose.c
stet_ninjs_la_SOURCES = %D%/ninjs.c %D%/ninjs.h %D%/texts.c %D%/concepts.c %D%/object.h \
	%D%/reader.h %D%/read.c %D%/read_concepts.c %D%/read_texts.c $(markup_sources) \
	$(facts_sources) $(html_body_sources)
stet_ninjs_la_CPPFLAGS = $(plugin_cppflags)
stet_ninjs_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
