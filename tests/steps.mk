# SPDX-License-Identifier: MIT
# Tests of the steps from text.stats to write.text, with the plugins linked in.
check_LIBRARIES += tests/libsteps.a
tests_libsteps_a_SOURCES = \
	$(stet_normalise_la_SOURCES) $(stet_stats_la_SOURCES) $(stet_slug_la_SOURCES) $(stet_terms_la_SOURCES) \
	$(stet_notice_la_SOURCES) $(attribution_own_sources) \
	$(stet_html_la_SOURCES) $(stet_text_la_SOURCES) \
	$(share_own_sources) $(stet_links_la_SOURCES) \
	plugins/jsonld/jsonld.c $(jsonld_reader_sources) $(markup_sources) plugins/feed/feed.c plugins/feed/modules.c
tests_libsteps_a_CPPFLAGS = $(plugin_cppflags) -I$(top_srcdir)/plugins -DSTET_BUILTIN
step_ldadd = tests/libsteps.a $(check_ldadd)

step_tests = tests/check_normalise tests/check_stats tests/check_terms tests/check_disclaimer tests/check_share \
	tests/check_attribution tests/check_writers tests/check_feed
EXTRA_DIST += tests/article_fixture.h
check_PROGRAMS += $(step_tests)
TESTS += $(step_tests)
tests_check_normalise_SOURCES = tests/check_normalise.c tests/step_fixture.h
tests_check_normalise_LDADD = $(step_ldadd)
tests_check_normalise_CPPFLAGS = $(check_cppflags)
tests_check_stats_SOURCES = tests/check_stats.c tests/step_fixture.h
tests_check_stats_CPPFLAGS = $(check_cppflags)
tests_check_stats_LDADD = $(step_ldadd)
tests_check_terms_SOURCES = tests/check_terms.c tests/step_fixture.h
tests_check_terms_CPPFLAGS = $(check_cppflags)
tests_check_terms_LDADD = $(step_ldadd)
tests_check_disclaimer_SOURCES = tests/check_disclaimer.c tests/step_fixture.h
tests_check_disclaimer_CPPFLAGS = $(check_cppflags)
tests_check_disclaimer_LDADD = $(step_ldadd)
tests_check_share_SOURCES = tests/check_share.c tests/step_fixture.h
tests_check_share_CPPFLAGS = $(check_cppflags)
tests_check_share_LDADD = $(step_ldadd)
tests_check_attribution_SOURCES = tests/check_attribution.c tests/step_fixture.h
tests_check_attribution_CPPFLAGS = $(check_cppflags)
tests_check_attribution_LDADD = $(step_ldadd)
tests_check_writers_SOURCES = tests/check_writers.c tests/step_fixture.h
tests_check_writers_CPPFLAGS = $(check_cppflags)
tests_check_writers_LDADD = $(step_ldadd)
tests_check_feed_SOURCES = tests/check_feed.c tests/step_fixture.h
tests_check_feed_CPPFLAGS = $(check_cppflags)
tests_check_feed_LDADD = $(step_ldadd)

# With fault points: the core's inner headers too.
check_PROGRAMS += tests/check_steps_faults
TESTS += tests/check_steps_faults tests/steps_cases.sh
tests_check_steps_faults_SOURCES = tests/check_steps_faults.c tests/faults_fixture.h tests/step_fixture.h
tests_check_steps_faults_CPPFLAGS = $(check_cppflags)
tests_check_steps_faults_LDADD = $(step_ldadd)

EXTRA_DIST += tests/steps_cases.sh \
	tests/cases/terms tests/cases/fields tests/cases/disclaimer tests/cases/share tests/cases/attribution \
	tests/cases/html tests/cases/jsonld tests/cases/rss tests/cases/text
