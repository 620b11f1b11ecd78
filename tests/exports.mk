# SPDX-License-Identifier: MIT
# What writers write, read by judges that know nothing of stet.
exports_tests = tests/exports/applenews.py tests/exports/csv_table.py tests/exports/feeds.py \
	tests/exports/formats.py tests/exports/found.py tests/exports/lines.py tests/exports/losses.py tests/exports/markdown.py \
	tests/exports/missing.py \
	tests/exports/newsmlg2.py tests/exports/ninjs.py tests/exports/nitf.py \
	tests/exports/notices.py \
	tests/exports/readers.py tests/exports/real.py tests/exports/roundtrip.py tests/exports/shared.py \
	tests/exports/sitemap.py tests/exports/stamps.py
TESTS += $(exports_tests)
if HAVE_ZLIB
TESTS += tests/exports/epub.py
endif
EXTRA_DIST += $(exports_tests) tests/exports/epub.py tests/exports/desk.py \
	tests/cases/exports/full.json tests/cases/exports/hostile.md tests/cases/exports/bare.md \
	tests/schemas/README.md tests/schemas/feeds/atom.rng tests/schemas/feeds/rss.rng \
	tests/schemas/ninjs/LICENSE tests/schemas/ninjs/ninjs-schema_1.5.json \
	tests/schemas/ninjs/ninjs-schema_2.1.json tests/schemas/ninjs/ninjs-schema_3.1.json \
	tests/schemas/nitf/nitf-3-6.xsd tests/schemas/nitf/nitf-3-6-ruby-include.xsd \
	tests/schemas/nitf/xml.xsd \
	tests/schemas/newsml-g2/LICENSE tests/schemas/newsml-g2/xml.xsd \
	tests/schemas/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd

if HAVE_CHECK
check_LIBRARIES += tests/libexports.a
tests_libexports_a_SOURCES = plugins/ninjs/ninjs.c plugins/ninjs/texts.c \
	plugins/ninjs/concepts.c $(facts_sources) plugins/atom/atom.c \
	plugins/atom/jsonfeed.c plugins/atom/entry.c plugins/nitf/nitf.c \
	plugins/nitf/head.c plugins/nitf/content.c plugins/nitf/blocks.c \
	plugins/nitf/media.c plugins/newsmlg2/newsmlg2.c plugins/newsmlg2/meta.c \
	plugins/csv/csv.c plugins/sitemap/sitemap.c plugins/json/json.c \
	plugins/ninjs/reader.h plugins/ninjs/read.c plugins/ninjs/read_concepts.c \
	plugins/ninjs/read_texts.c plugins/markup/read_html.c $(markup_head_sources)
tests_libexports_a_CPPFLAGS = $(plugin_cppflags) -DSTET_BUILTIN
tests_exports_xml =
tests_exports_flags =
if HAVE_EXPAT
tests_exports_flags += -DSTET_READS_XML
tests_libexports_a_SOURCES += $(nitf_reader_sources) $(g2_reader_sources)
tests_libexports_a_CPPFLAGS += -DSTET_READS_XML $(EXPAT_CFLAGS)
tests_exports_xml += $(EXPAT_LIBS)
else
tests_libexports_a_SOURCES += $(markup_sources)
endif
check_PROGRAMS += tests/check_exports
TESTS += tests/check_exports
tests_check_exports_SOURCES = tests/check_exports.c tests/step_fixture.h
tests_check_exports_CPPFLAGS = $(check_cppflags) $(tests_exports_flags)
tests_check_exports_LDADD = tests/libexports.a $(step_ldadd) $(tests_exports_xml)
if HAVE_EXPAT
check_PROGRAMS += tests/fuzz/replay_markup
TESTS += tests/fuzz/replay_markup
tests_fuzz_replay_markup_SOURCES = tests/fuzz/fuzz_markup.c tests/fuzz/replay.c \
	plugins/feed/reader.h $(feed_reader_sources)
tests_fuzz_replay_markup_CPPFLAGS = $(check_cppflags) -DSTET_BUILTIN \
	-DCORPUS='"$(abs_srcdir)/tests/fuzz/corpus/markup"'
tests_fuzz_replay_markup_LDADD = tests/libexports.a $(step_ldadd) $(EXPAT_LIBS)
endif
endif
