# SPDX-License-Identifier: MIT
check_PROGRAMS += tests/check_plugin_load tests/check_plugin_options \
	tests/check_plugin_registry tests/check_plugin_build tests/check_plugin_context \
	tests/check_plugin_grammar tests/check_plugin_docs

TESTS += tests/check_plugin_load tests/check_plugin_options \
	tests/check_plugin_registry tests/check_plugin_build tests/check_plugin_context \
	tests/check_plugin_grammar tests/check_plugin_docs

tests_check_plugin_load_SOURCES = tests/check_plugin_load.c
tests_check_plugin_load_LDADD = $(check_ldadd)
tests_check_plugin_load_CPPFLAGS = $(check_cppflags)
EXTRA_tests_check_plugin_load_DEPENDENCIES = $(fixture_plugins) tests/fixtures/plugins/guide.so

tests_check_plugin_options_SOURCES = tests/check_plugin_options.c
tests_check_plugin_options_LDADD = $(check_ldadd)
tests_check_plugin_options_CPPFLAGS = $(check_cppflags)

tests_check_plugin_registry_SOURCES = tests/check_plugin_registry.c
tests_check_plugin_registry_LDADD = $(check_ldadd)
tests_check_plugin_registry_CPPFLAGS = $(check_cppflags)

tests_check_plugin_build_SOURCES = tests/check_plugin_build.c
tests_check_plugin_build_LDADD = $(check_ldadd)
tests_check_plugin_build_CPPFLAGS = $(check_cppflags)

tests_check_plugin_context_SOURCES = tests/check_plugin_context.c
tests_check_plugin_context_LDADD = $(check_ldadd)
tests_check_plugin_context_CPPFLAGS = $(check_cppflags)

tests_check_plugin_grammar_SOURCES = tests/check_plugin_grammar.c
tests_check_plugin_grammar_LDADD = $(check_ldadd)
tests_check_plugin_grammar_CPPFLAGS = $(check_cppflags)

tests_check_plugin_docs_SOURCES = tests/check_plugin_docs.c
tests_check_plugin_docs_LDADD = $(check_ldadd)
tests_check_plugin_docs_CPPFLAGS = $(check_cppflags)

# Plugins that the loader's tests copy, break and offer. They are no libtool modules: what is
# tested is what any compiler makes of the headers.
fixture_sources = \
	tests/fixtures/plugins/liar.c \
	tests/fixtures/plugins/loud.c \
	tests/fixtures/plugins/mute.c \
	tests/fixtures/plugins/twin.c
fixture_plugins = $(fixture_sources:.c=.so)
$(fixture_plugins): tests/fixtures/plugins/%.so: tests/fixtures/plugins/%.c
	$(AM_V_CCLD)$(MKDIR_P) $(@D) && $(CC) $(AM_CPPFLAGS) $(CPPFLAGS) $(STET_CFLAGS) $(CFLAGS) \
		-std=c11 -fPIC -shared $(STET_LDFLAGS) -o $@ $<
# The same code, with a search path that the tests write over.
tests/fixtures/plugins/guide.so: tests/fixtures/plugins/loud.c
	$(AM_V_CCLD)$(MKDIR_P) $(@D) && $(CC) $(AM_CPPFLAGS) $(CPPFLAGS) $(STET_CFLAGS) $(CFLAGS) \
		-std=c11 -fPIC -shared $(STET_LDFLAGS) -Wl,-rpath,/search-path-that-the-tests-write-over \
		-o $@ $(srcdir)/tests/fixtures/plugins/loud.c
EXTRA_DIST += $(fixture_sources)
CLEANFILES += $(fixture_plugins) tests/fixtures/plugins/guide.so
