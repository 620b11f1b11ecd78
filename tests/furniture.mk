# SPDX-License-Identifier: MIT
# Tests of the furniture steps, and the labelled articles that they are scored on.
if HAVE_MD4C
check_LIBRARIES += tests/libfurniture.a
tests_libfurniture_a_SOURCES = $(stet_furniture_la_SOURCES)
tests_libfurniture_a_CPPFLAGS = $(plugin_cppflags) -DSTET_BUILTIN

check_PROGRAMS += tests/check_furniture
TESTS += tests/check_furniture
tests_check_furniture_SOURCES = tests/check_furniture.c
tests_check_furniture_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_furniture_LDADD = tests/libfurniture.a $(pluga_ldadd)
endif
EXTRA_DIST += tests/cases/furniture tests/corpus/furniture

# Precision and recall per kind, language and field; fails below the floors.
check-corpus: all
	STET_PLUGIN_PATH=$(abs_top_builddir)/.libs STET_DATA_PATH=$(abs_top_srcdir)/plugins \
		python3 $(srcdir)/tests/corpus/score.py $(abs_top_builddir)/stet
.PHONY: check-corpus
EXTRA_DIST += tests/corpus/score.py
