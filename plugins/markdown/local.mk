# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-markdown.la
stet_markdown_la_SOURCES = \
	%D%/keys.c \
	%D%/markdown.c \
	%D%/markdown.h \
	%D%/read/entities.c \
	%D%/read/entity_table.c \
	%D%/read/entity_table.h \
	%D%/read/events.c \
	%D%/read/extents.c \
	%D%/read/fields.c \
	%D%/read/guard.c \
	%D%/read/mask.c \
	%D%/read/notes/find.c \
	%D%/read/notes/layout.c \
	%D%/read/notes/regions.c \
	%D%/read/read.h \
	%D%/read/record.c \
	%D%/read/step.c \
	%D%/read/tree.c \
	%D%/write/blocks.c \
	%D%/write/code_span.c \
	%D%/write/flavour.c \
	%D%/write/front.c \
	%D%/write/inlines.c \
	%D%/write/matter.c \
	%D%/write/record.c \
	%D%/write/scan.c \
	%D%/write/step.c \
	%D%/write/write.h
stet_markdown_la_CPPFLAGS = $(plugin_cppflags) $(MD4C_CFLAGS)
stet_markdown_la_LDFLAGS = $(plugin_ldflags)
stet_markdown_la_LIBADD = $(MD4C_LIBS)
EXTRA_DIST += %D%/README.md %D%/read/entities.py
