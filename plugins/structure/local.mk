# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-structure.la
stet_structure_la_SOURCES = \
	%D%/claims.c \
	%D%/head/bare.c \
	%D%/head/dateline.c \
	%D%/head/head.c \
	%D%/head/head.h \
	%D%/head/intro.c \
	%D%/head/opening.c \
	%D%/head/reading.c \
	%D%/head/tags.c \
	%D%/lines/concepts.c \
	%D%/lines/dates.c \
	%D%/lines/fields.c \
	%D%/lines/lines.c \
	%D%/lines/lines.h \
	%D%/lines/names.c \
	%D%/lines/people.c \
	%D%/lines/series.c \
	%D%/lines/wires.c \
	%D%/markup.c \
	%D%/markup.h \
	%D%/rules.c \
	%D%/structure.c \
	%D%/structure.h \
	%D%/survey.c \
	%D%/zones.c
stet_structure_la_CPPFLAGS = $(plugin_cppflags)
stet_structure_la_LDFLAGS = $(plugin_ldflags)
structuredatadir = $(pkgdatadir)/structure
dist_structuredata_DATA = %D%/rules.yaml
EXTRA_DIST += %D%/README.md
