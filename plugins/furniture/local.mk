# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-furniture.la
stet_furniture_la_SOURCES = \
	%D%/borders.c \
	%D%/detect.c \
	%D%/fields/biography.c \
	%D%/fields/compare.c \
	%D%/fields/copyright.c \
	%D%/fields/credits.c \
	%D%/fields/dates.c \
	%D%/fields/fields.c \
	%D%/fields/guessed.c \
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
	%D%/rules/image.c \
	%D%/rules/image.h \
	%D%/rules/index.c \
	%D%/rules/match.c \
	%D%/rules/phrases.c \
	%D%/rules/rules.c \
	%D%/rules/rules.h \
	%D%/rules/weights.c \
	%D%/rules/words.c \
	%D%/select.c \
	%D%/try.c \
	%D%/units.c \
	%D%/weigh/blocks.c \
	plugins/structure/markup.c \
	plugins/structure/markup.h
nodist_stet_furniture_la_SOURCES = $(furniture_image)
stet_furniture_la_CPPFLAGS = $(plugin_cppflags) $(furniture_cppflags)
stet_furniture_la_LDFLAGS = $(plugin_ldflags)
furnituredatadir = $(pkgdatadir)/furniture
dist_furnituredata_DATA = \
	%D%/de.yaml \
	%D%/en.yaml \
	%D%/es.yaml \
	%D%/fr.yaml \
	%D%/weights.yaml \
	%D%/words.yaml
EXTRA_DIST += %D%/README.md docs/furniture.md docs/furniture_tables.py

# The rules as they lie in memory, which the plugin carries: see rules/image.h. The program
# that writes them runs here, so a build for another machine does without.
furniture_image =
furniture_cppflags =
if !CROSS
furniture_image += %D%/rules/shipped.c
furniture_cppflags += -DSTET_FURNITURE_IMAGE
CLEANFILES += $(furniture_image) %D%/rules/shipped.image
noinst_PROGRAMS += %D%/compile/compile
plugins_furniture_compile_compile_SOURCES = \
	%D%/compile/compile.c \
	%D%/rules/image.c \
	%D%/rules/index.c \
	%D%/rules/phrases.c \
	%D%/rules/rules.c \
	%D%/rules/weights.c \
	%D%/rules/words.c
plugins_furniture_compile_compile_CPPFLAGS = $(plugin_cppflags) -DSTET_BUILTIN
plugins_furniture_compile_compile_LDADD = libstet.la

%D%/rules/shipped.c: %D%/compile/compile$(EXEEXT) $(dist_furnituredata_DATA)
	$(AM_V_GEN)./%D%/compile/compile$(EXEEXT) $(srcdir)/plugins %D%/rules/shipped.image >$@.tmp && \
	    mv $@.tmp $@
endif
