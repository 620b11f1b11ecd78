# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-furniture.la
stet_furniture_la_SOURCES = \
	%D%/detect.c \
	%D%/fields.c \
	%D%/furniture.c \
	%D%/furniture.h \
	%D%/judge.c \
	%D%/names.c \
	%D%/phrases.c \
	%D%/rules.c \
	%D%/select.c \
	%D%/units.c \
	%D%/words.c
stet_furniture_la_CPPFLAGS = $(plugin_cppflags)
stet_furniture_la_LDFLAGS = $(plugin_ldflags)
furnituredatadir = $(pkgdatadir)/furniture
dist_furnituredata_DATA = \
	%D%/de.yaml \
	%D%/en.yaml \
	%D%/es.yaml \
	%D%/fr.yaml
EXTRA_DIST += %D%/README.md docs/furniture.md
