# SPDX-License-Identifier: MIT
expr_tests = tests/check_text_unicode tests/check_text_kit tests/check_expr_when \
	tests/check_expr_template
check_PROGRAMS += $(expr_tests)
TESTS += $(expr_tests) tests/check_text_tables.sh
EXTRA_DIST += tests/check_text_tables.sh
tests_check_text_unicode_SOURCES = tests/check_text_unicode.c
tests_check_text_unicode_CPPFLAGS = $(check_cppflags)
tests_check_text_unicode_LDADD = $(check_ldadd)
tests_check_text_kit_SOURCES = tests/check_text_kit.c
tests_check_text_kit_CPPFLAGS = $(check_cppflags)
tests_check_text_kit_LDADD = $(check_ldadd)
tests_check_expr_when_SOURCES = tests/check_expr_when.c tests/check_expr_fixture.h
tests_check_expr_when_CPPFLAGS = $(check_cppflags)
tests_check_expr_when_LDADD = $(check_ldadd)
tests_check_expr_template_SOURCES = tests/check_expr_template.c tests/check_expr_fixture.h
tests_check_expr_template_CPPFLAGS = $(check_cppflags)
tests_check_expr_template_LDADD = $(check_ldadd)
