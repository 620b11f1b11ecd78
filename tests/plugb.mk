# SPDX-License-Identifier: MIT
# Tests of the steps from text.stats to write.text, with the plugins linked in.
check_LIBRARIES += tests/libplugb.a
tests_libplugb_a_SOURCES = \
	$(stet_stats_la_SOURCES) $(stet_slug_la_SOURCES) $(stet_terms_la_SOURCES) \
	$(stet_notice_la_SOURCES) $(stet_attribution_la_SOURCES) \
	$(stet_html_la_SOURCES) $(stet_text_la_SOURCES) \
	$(share_own_sources) $(stet_links_la_SOURCES) \
	plugins/jsonld/jsonld.c $(jsonld_reader_sources) $(markup_sources) plugins/feed/feed.c plugins/feed/modules.c
tests_libplugb_a_CPPFLAGS = $(plugin_cppflags) -DSTET_BUILTIN
plugb_ldadd = tests/libplugb.a $(check_ldadd)

plugb_tests = tests/check_plugb_text tests/check_plugb_terms tests/check_disclaimer tests/check_plugb_stamps \
	tests/check_plugb_attribution tests/check_plugb_writers tests/check_plugb_feed
check_PROGRAMS += $(plugb_tests)
TESTS += $(plugb_tests)
tests_check_plugb_text_SOURCES = tests/check_plugb_text.c tests/plugb_fixture.h
tests_check_plugb_text_CPPFLAGS = $(check_cppflags)
tests_check_plugb_text_LDADD = $(plugb_ldadd)
tests_check_plugb_terms_SOURCES = tests/check_plugb_terms.c tests/plugb_fixture.h
tests_check_plugb_terms_CPPFLAGS = $(check_cppflags)
tests_check_plugb_terms_LDADD = $(plugb_ldadd)
tests_check_disclaimer_SOURCES = tests/check_disclaimer.c tests/plugb_fixture.h
tests_check_disclaimer_CPPFLAGS = $(check_cppflags)
tests_check_disclaimer_LDADD = $(plugb_ldadd)
tests_check_plugb_stamps_SOURCES = tests/check_plugb_stamps.c tests/plugb_fixture.h
tests_check_plugb_stamps_CPPFLAGS = $(check_cppflags)
tests_check_plugb_stamps_LDADD = $(plugb_ldadd)
tests_check_plugb_attribution_SOURCES = tests/check_plugb_attribution.c tests/plugb_fixture.h
tests_check_plugb_attribution_CPPFLAGS = $(check_cppflags)
tests_check_plugb_attribution_LDADD = $(plugb_ldadd)
tests_check_plugb_writers_SOURCES = tests/check_plugb_writers.c tests/plugb_fixture.h
tests_check_plugb_writers_CPPFLAGS = $(check_cppflags)
tests_check_plugb_writers_LDADD = $(plugb_ldadd)
tests_check_plugb_feed_SOURCES = tests/check_plugb_feed.c tests/plugb_fixture.h
tests_check_plugb_feed_CPPFLAGS = $(check_cppflags)
tests_check_plugb_feed_LDADD = $(plugb_ldadd)

# With fault points: the core's inner headers too.
check_PROGRAMS += tests/check_plugb_faults
TESTS += tests/check_plugb_faults tests/plugb_cases.sh
tests_check_plugb_faults_SOURCES = tests/check_plugb_faults.c tests/plugb_fixture.h
tests_check_plugb_faults_CPPFLAGS = $(check_cppflags)
tests_check_plugb_faults_LDADD = $(plugb_ldadd)

EXTRA_DIST += tests/plugb_cases.sh \
	tests/cases/terms tests/cases/disclaimer tests/cases/share tests/cases/attribution \
	tests/cases/html tests/cases/jsonld tests/cases/rss tests/cases/text
