# SPDX-License-Identifier: MIT
# Fuzz targets. make check replays their corpora; make fuzz builds real fuzzers with clang and
# runs each for FUZZ_SECONDS. A target is fuzz_NAME.c with LLVMFuzzerTestOneInput, a folder
# corpus/NAME, its name in fuzz_names, and a program replay_NAME as below. What it needs beyond
# the core stands in fuzz_NAME.sources: files from the top of the tree, and libraries.
fuzz_seconds = $${FUZZ_SECONDS:-20}
fuzz_names = yaml json elf article_json expr template markdown markup links
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

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay_article_json
TESTS += tests/fuzz/replay_article_json
endif
tests_fuzz_replay_article_json_SOURCES = %D%/fuzz_article_json.c %D%/replay.c
tests_fuzz_replay_article_json_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/article_json"'
tests_fuzz_replay_article_json_LDADD = $(check_ldadd)

if HAVE_CHECK
check_PROGRAMS += tests/fuzz/replay_expr tests/fuzz/replay_template
TESTS += tests/fuzz/replay_expr tests/fuzz/replay_template
endif
tests_fuzz_replay_expr_SOURCES = %D%/fuzz_expr.c %D%/fuzz_expr_article.h %D%/replay.c
tests_fuzz_replay_expr_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/expr"'
tests_fuzz_replay_expr_LDADD = $(check_ldadd)
tests_fuzz_replay_template_SOURCES = %D%/fuzz_template.c %D%/fuzz_expr_article.h %D%/replay.c
tests_fuzz_replay_template_CPPFLAGS = $(fuzz_cppflags) -DCORPUS='"$(abs_srcdir)/%D%/corpus/template"'
tests_fuzz_replay_template_LDADD = $(check_ldadd)

fuzz_flags = -std=c11 -g -O1 -D_GNU_SOURCE -Iinclude -Ilibcore -I. $(check_cppflags) \
	$(FUZZ_CPPFLAGS)

# The core is compiled once, and again after a change of it or of any header.
fuzz:
	@mkdir -p fuzz-out/core
	@set -e; cd $(srcdir); out="$(abs_builddir)/fuzz-out"; \
	header=$$(ls -t include/stet/*.h $(filter %.h,$(libcore_sources)) 2>/dev/null | head -n 1); \
	for file in $(filter %.c,$(libcore_sources)); do \
	    object="$$out/core/$$(echo "$$file" | tr / -).o"; \
	    if test "$$object" -ot "$$file" || test "$$object" -ot "$$header"; then \
	        $(CLANG) $(fuzz_flags) -fsanitize=fuzzer-no-link,address,undefined \
	            -c "$$file" -o "$$object"; \
	    fi; \
	done; \
	rm -f "$$out/core.a"; $(AR) crs "$$out/core.a" "$$out"/core/*.o
	@set -e; cd $(srcdir); out="$(abs_builddir)/fuzz-out"; \
	for name in $(fuzz_names); do \
	    mkdir -p "$$out/$$name"; \
	    $(CLANG) $(fuzz_flags) -fsanitize=fuzzer,address,undefined \
	        tests/fuzz/fuzz_$$name.c $$(cat tests/fuzz/fuzz_$$name.sources 2>/dev/null) \
	        "$$out/core.a" $(YAML_LIBS) $(LIBS) -o "$$out/fuzz_$$name"; \
	    if "$$out/fuzz_$$name" -max_total_time=$(fuzz_seconds) -timeout=5 \
	        -rss_limit_mb=1024 -max_len=16384 -artifact_prefix="$$out/$$name-" \
	        "$$out/$$name" tests/fuzz/corpus/$$name >"$$out/$$name.log" 2>&1; then \
	        echo "$$name: $$(tail -n 1 "$$out/$$name.log")"; \
	    else \
	        tail -n 40 "$$out/$$name.log"; exit 1; \
	    fi; \
	done
