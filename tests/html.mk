# SPDX-License-Identifier: MIT
# Pages: what stands where, by unit tests; what a browser makes of hostile ones; the report.
EXTRA_DIST += tests/browser/xss.py tests/exports/pages.py tests/exports/pagerules.py tests/cases/xss/vectors.txt
TESTS += tests/browser/xss.py tests/exports/pages.py tests/exports/pagerules.py \
	tests/cli/report.sh
EXTRA_DIST += tests/cli/report.sh

if HAVE_CHECK
check_LIBRARIES += tests/libpages.a
tests_libpages_a_SOURCES = plugins/amp/amp.c plugins/oembed/oembed.c
tests_libpages_a_CPPFLAGS = $(plugin_cppflags) -DSTET_BUILTIN
check_PROGRAMS += tests/check_html
TESTS += tests/check_html
tests_check_html_SOURCES = tests/check_html.c tests/step_fixture.h
tests_check_html_CPPFLAGS = $(check_cppflags)
tests_check_html_LDADD = tests/libpages.a $(step_ldadd)
endif
