# SPDX-License-Identifier: MIT
# Tests of notice.stamp and notice.check, with the readers and furniture linked in.
if HAVE_MD4C
check_LIBRARIES += tests/libnotice.a
tests_libnotice_a_SOURCES = $(stet_notice_la_SOURCES) $(stet_furniture_la_SOURCES) \
	$(stet_html_la_SOURCES) $(stet_markup_la_SOURCES)
nodist_tests_libnotice_a_SOURCES = $(furniture_image)
tests_libnotice_a_CPPFLAGS = $(plugin_cppflags) $(furniture_cppflags) -DSTET_BUILTIN
notice_ldadd = tests/libnotice.a $(reader_ldadd)

notice_tests = tests/check_notice tests/check_notice_same
check_PROGRAMS += $(notice_tests)
TESTS += $(notice_tests)
tests_check_notice_SOURCES = tests/check_notice.c tests/notice_fixture.h
tests_check_notice_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_notice_LDADD = $(notice_ldadd)
tests_check_notice_same_SOURCES = tests/check_notice_same.c tests/notice_fixture.h
tests_check_notice_same_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN
tests_check_notice_same_LDADD = $(notice_ldadd)
endif
EXTRA_DIST += tests/cases/notice
