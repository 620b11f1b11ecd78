# SPDX-License-Identifier: MIT
# Fuzz targets. make check replays their corpora; make fuzz builds real fuzzers with clang and
# runs each for FUZZ_SECONDS. A target is fuzz_NAME.c and a folder corpus/NAME.
fuzz_seconds = $${FUZZ_SECONDS:-20}
fuzz_names = yaml json elf
EXTRA_DIST += %D%/replay.c %D%/corpus

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay_yaml tests/fuzz/replay_json
TESTS += tests/fuzz/replay_yaml tests/fuzz/replay_json
endif
fuzz_cppflags = $(check_cppflags)

tests_fuzz_replay_yaml_SOURCES = %D%/fuzz_yaml.c %D%/replay.c
tests_fuzz_replay_yaml_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/yaml"'
tests_fuzz_replay_yaml_LDADD = $(check_ldadd)

tests_fuzz_replay_json_SOURCES = %D%/fuzz_json.c %D%/replay.c
tests_fuzz_replay_json_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/json"'
tests_fuzz_replay_json_LDADD = $(check_ldadd)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay_elf
TESTS += tests/fuzz/replay_elf
endif
tests_fuzz_replay_elf_SOURCES = %D%/fuzz_elf.c %D%/replay.c
tests_fuzz_replay_elf_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/elf"'
tests_fuzz_replay_elf_LDADD = $(check_ldadd)

fuzz:
	@mkdir -p fuzz-out
	@set -e; cd $(srcdir); for name in $(fuzz_names); do \
	    echo "== $$name"; mkdir -p "$(abs_builddir)/fuzz-out/$$name"; \
	    $(CLANG) -std=c11 -g -O1 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined \
	        $(check_cppflags) -I. $(FUZZ_CPPFLAGS) tests/fuzz/fuzz_$$name.c \
	        $$(cat tests/fuzz/fuzz_$$name.sources 2>/dev/null) \
	        $(filter %.c,$(libcore_sources)) $(YAML_LIBS) $(LIBS) \
	        -o "$(abs_builddir)/fuzz-out/fuzz_$$name"; \
	    "$(abs_builddir)/fuzz-out/fuzz_$$name" -max_total_time=$(fuzz_seconds) -timeout=5 \
	        -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
	        "$(abs_builddir)/fuzz-out/$$name" tests/fuzz/corpus/$$name 2>&1 | tail -5; \
	done
