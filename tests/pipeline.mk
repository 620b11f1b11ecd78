# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_pipeline_broken tests/check_pipeline_load tests/check_pipeline_reuse \
	tests/check_pipeline_run tests/check_pipeline_result tests/check_pipeline_many tests/check_pipeline_inputs tests/check_pipeline_faults
TESTS += tests/check_pipeline_broken tests/check_pipeline_load tests/check_pipeline_reuse \
	tests/check_pipeline_run tests/check_pipeline_result tests/check_pipeline_many tests/check_pipeline_inputs tests/check_pipeline_faults

tests_check_pipeline_broken_SOURCES = tests/check_pipeline_broken.c tests/pipeline_fixture.h
tests_check_pipeline_broken_LDADD = $(check_ldadd)
tests_check_pipeline_broken_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_reuse_SOURCES = tests/check_pipeline_reuse.c
tests_check_pipeline_reuse_LDADD = $(check_ldadd)
tests_check_pipeline_reuse_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_load_SOURCES = tests/check_pipeline_load.c tests/pipeline_fixture.h
tests_check_pipeline_load_LDADD = $(check_ldadd)
tests_check_pipeline_load_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_run_SOURCES = tests/check_pipeline_run.c tests/pipeline_fixture.h \
	tests/pipeline_runner_fixture.h
tests_check_pipeline_run_LDADD = $(check_ldadd)
tests_check_pipeline_run_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_result_SOURCES = tests/check_pipeline_result.c \
	tests/pipeline_fixture.h tests/pipeline_runner_fixture.h
tests_check_pipeline_result_LDADD = $(check_ldadd)
tests_check_pipeline_result_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_many_SOURCES = tests/check_pipeline_many.c tests/pipeline_fixture.h \
	tests/pipeline_sink.h tests/pipeline_many_fixture.h
tests_check_pipeline_many_LDADD = $(check_ldadd)
tests_check_pipeline_many_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_inputs_SOURCES = tests/check_pipeline_inputs.c tests/pipeline_fixture.h \
	tests/pipeline_sink.h tests/pipeline_many_fixture.h
tests_check_pipeline_inputs_LDADD = $(check_ldadd)
tests_check_pipeline_inputs_CPPFLAGS = $(check_cppflags)

tests_check_pipeline_faults_SOURCES = tests/check_pipeline_faults.c tests/pipeline_fixture.h \
	tests/pipeline_sink.h
tests_check_pipeline_faults_LDADD = $(check_ldadd)
tests_check_pipeline_faults_CPPFLAGS = $(check_cppflags)

EXTRA_DIST += tests/cases/pipelines
