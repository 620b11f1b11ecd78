# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_rights
TESTS += tests/check_rights tests/cli/rights.sh
tests_check_rights_SOURCES = tests/check_rights.c tests/faults_fixture.h tests/step_fixture.h
tests_check_rights_CPPFLAGS = $(check_cppflags)
tests_check_rights_LDADD = $(step_ldadd)
EXTRA_DIST += tests/cli/rights.sh tests/rights_batch.py tests/rights_cases.py tests/rights_fix.py tests/rights_bad.py tests/rights_stated.py \
	tests/rights_licences.py tests/rights_kit.py tests/cases/rights
