# SPDX-License-Identifier: MIT
# Tests of the furniture steps, and the labelled articles that they are scored on.
if HAVE_MD4C
check_LIBRARIES += tests/libfurniture.a
tests_libfurniture_a_SOURCES = $(stet_furniture_la_SOURCES) $(stet_markup_la_SOURCES)
nodist_tests_libfurniture_a_SOURCES = $(furniture_image)
tests_libfurniture_a_CPPFLAGS = $(plugin_cppflags) $(furniture_cppflags) -DSTET_BUILTIN

check_PROGRAMS += tests/check_furniture
TESTS += tests/check_furniture
tests_check_furniture_SOURCES = tests/check_furniture.c tests/furniture_fixture.h
tests_check_furniture_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_furniture_LDADD = tests/libfurniture.a $(reader_ldadd)
check_PROGRAMS += tests/check_furniture_fields
TESTS += tests/check_furniture_fields
tests_check_furniture_fields_SOURCES = tests/check_furniture_fields.c tests/furniture_fixture.h
tests_check_furniture_fields_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_furniture_fields_LDADD = tests/libfurniture.a $(reader_ldadd)
check_PROGRAMS += tests/check_furniture_load
TESTS += tests/check_furniture_load
tests_check_furniture_load_SOURCES = tests/check_furniture_load.c tests/furniture_fixture.h
tests_check_furniture_load_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_furniture_load_LDADD = tests/libfurniture.a $(reader_ldadd)
check_PROGRAMS += tests/check_furniture_judge
TESTS += tests/check_furniture_judge
tests_check_furniture_judge_SOURCES = tests/check_furniture_judge.c
tests_check_furniture_judge_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_furniture_judge_LDADD = tests/libfurniture.a $(reader_ldadd)
endif
EXTRA_DIST += tests/cases/furniture tests/corpus/furniture tests/corpus/fresh tests/corpus/lines

# Precision and recall per kind, language and field; fails below the floors.
if HAVE_MD4C
TESTS += tests/corpus/check.sh tests/corpus/image.py
endif
check-corpus: all
	@abs_top_builddir='$(abs_top_builddir)' abs_top_srcdir='$(abs_top_srcdir)' \
		srcdir='$(srcdir)' sh $(srcdir)/tests/corpus/check.sh
EXTRA_DIST += tests/corpus/score.py tests/corpus/weigh.py tests/corpus/check.sh tests/corpus/image.py
