# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-atom.la
stet_atom_la_SOURCES = %D%/atom.c %D%/jsonfeed.c %D%/entry.c %D%/entry.h \
	plugins/ninjs/object.h $(facts_sources) $(html_body_sources)
stet_atom_la_CPPFLAGS = $(plugin_cppflags)
stet_atom_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
