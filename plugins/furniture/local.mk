# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-furniture.la
stet_furniture_la_SOURCES = \
	%D%/borders.c \
	%D%/detect.c \
	%D%/fields/biography.c \
	%D%/fields/compare.c \
	%D%/fields/credits.c \
	%D%/fields/dates.c \
	%D%/fields/fields.c \
	%D%/fields/fields.h \
	%D%/fields/licences.c \
	%D%/fields/names.c \
	%D%/fields/people.c \
	%D%/furniture.c \
	%D%/furniture.h \
	%D%/images.c \
	%D%/judge.c \
	%D%/look.c \
	%D%/notes.c \
	%D%/reading.c \
	%D%/rules/guess.c \
	%D%/rules/index.c \
	%D%/rules/match.c \
	%D%/rules/phrases.c \
	%D%/rules/rules.c \
	%D%/rules/rules.h \
	%D%/rules/words.c \
	%D%/select.c \
	%D%/try.c \
	%D%/units.c \
	plugins/structure/markup.c \
	plugins/structure/markup.h
stet_furniture_la_CPPFLAGS = $(plugin_cppflags)
stet_furniture_la_LDFLAGS = $(plugin_ldflags)
furnituredatadir = $(pkgdatadir)/furniture
dist_furnituredata_DATA = \
	%D%/de.yaml \
	%D%/en.yaml \
	%D%/es.yaml \
	%D%/fr.yaml \
	%D%/words.yaml
EXTRA_DIST += %D%/README.md docs/furniture.md docs/furniture_tables.py
