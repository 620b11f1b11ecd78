# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-structure.la
stet_structure_la_SOURCES = \
	%D%/claims.c \
	%D%/dateline.c \
	%D%/head.c \
	%D%/lines/dates.c \
	%D%/lines/lines.c \
	%D%/lines/lines.h \
	%D%/lines/names.c \
	%D%/lines/people.c \
	%D%/markup.c \
	%D%/markup.h \
	%D%/opening.c \
	%D%/rules.c \
	%D%/structure.c \
	%D%/structure.h \
	%D%/survey.c \
	%D%/tags.c \
	%D%/zones.c
stet_structure_la_CPPFLAGS = $(plugin_cppflags)
stet_structure_la_LDFLAGS = $(plugin_ldflags)
structuredatadir = $(pkgdatadir)/structure
dist_structuredata_DATA = %D%/rules.yaml
EXTRA_DIST += %D%/README.md
