# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-language.la
stet_language_la_SOURCES = %D%/language.c
stet_language_la_CPPFLAGS = $(plugin_cppflags) $(TEXTCAT_CFLAGS) \
	-DFINGERPRINTS='"$(fingerprintsdir)"'
stet_language_la_LDFLAGS = $(plugin_ldflags)
stet_language_la_LIBADD = $(TEXTCAT_LIBS)
EXTRA_DIST += %D%/README.md
