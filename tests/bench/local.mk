# SPDX-License-Identifier: MIT
# make bench: figures as ratios to floors, printed and written to bench.json. Never in make check.
bench_texts = %D%/prose.md %D%/links.md %D%/main.yaml %D%/parts.yaml %D%/terms.sh %D%/formats.yaml
EXTRA_DIST += $(bench_texts) %D%/budget.py

if HAVE_MD4C_HTML
EXTRA_PROGRAMS += tests/bench/bench tests/bench/empty
tests_bench_bench_SOURCES = %D%/bench.c %D%/bench.h %D%/files.c %D%/formats.c \
	%D%/memory.c %D%/start.c
tests_bench_bench_CPPFLAGS = -I$(top_srcdir)/include $(MD4C_HTML_CFLAGS)
tests_bench_bench_LDADD = libstet.la $(MD4C_HTML_LIBS)
if HAVE_ZLIB
tests_bench_bench_CPPFLAGS += -DBENCH_ZLIB $(ZLIB_CFLAGS)
tests_bench_bench_LDADD += $(ZLIB_LIBS)
endif
tests_bench_empty_SOURCES = %D%/empty.c
CLEANFILES += tests/bench/bench tests/bench/empty bench.json

bench: all tests/bench/bench tests/bench/empty
	@rm -rf bench-scratch && mkdir -p bench-scratch/texts
	@for f in $(bench_texts); do cp "$(srcdir)/$$f" bench-scratch/texts; done
	@sh $(srcdir)/%D%/terms.sh 10000 >bench-scratch/texts/terms.txt
	@# the program itself: libtool's wrapper is a script that costs ten milliseconds
	LD_LIBRARY_PATH="$(abs_top_builddir)/.libs" ./tests/bench/bench \
	    "$(abs_top_builddir)/.libs/stet" "$(abs_top_builddir)/.libs" \
	    "$(abs_top_srcdir)/plugins" bench-scratch/texts bench-scratch bench.json
	@rm -rf bench-scratch
else
bench:
	@echo "make bench needs md4c-html (libmd4c-html0-dev), whose own output is the floor"
endif
