# SPDX-License-Identifier: MIT
bin_PROGRAMS += stet
stet_SOURCES = \
	%D%/args.c %D%/args.h \
	%D%/commands.h \
	%D%/completion.c \
	%D%/main.c \
	%D%/repeats.c %D%/repeats.h \
	%D%/session.c %D%/session.h \
	%D%/terminal.c %D%/terminal.h \
	%D%/new/new.c %D%/new/templates.h \
	%D%/report/fields.c %D%/report/groups.c \
	%D%/report/report.c %D%/report/report.h \
	%D%/report/section.c %D%/report/section.h %D%/report/writing.c \
	%D%/report/sheet.h %D%/report/steps.c %D%/report/text.c \
	%D%/run/files.c %D%/run/files.h \
	%D%/run/inputs.c %D%/run/inputs.h \
	%D%/run/names.c %D%/run/names.h \
	%D%/run/progress.c %D%/run/progress.h \
	%D%/run/run.c \
	%D%/run/state.c %D%/run/state.h \
	%D%/show/check.c \
	%D%/show/explain.c \
	%D%/show/flat.c \
	%D%/show/formats.c \
	%D%/show/plugins.c \
	%D%/show/read.c \
	%D%/show/record.c %D%/show/record.h \
	%D%/show/rights.c \
	%D%/show/schema.c \
	%D%/show/trace.c
nodist_stet_SOURCES = %D%/new/templates.c %D%/report/sheet.c
stet_CPPFLAGS = -I$(top_srcdir)/include -I$(top_srcdir)
stet_LDADD = libstet.la

cli_templates = \
	%D%/new/template/Makefile %D%/new/template/README.md %D%/new/template/article.md \
	%D%/new/template/check/plugin.c %D%/new/template/check/test.c \
	%D%/new/template/check/pipeline.yaml \
	%D%/new/template/transform/plugin.c %D%/new/template/transform/test.c \
	%D%/new/template/transform/pipeline.yaml \
	%D%/new/template/read/plugin.c %D%/new/template/read/test.c \
	%D%/new/template/read/pipeline.yaml %D%/new/template/read/article \
	%D%/new/template/write/plugin.c %D%/new/template/write/test.c \
	%D%/new/template/write/pipeline.yaml
EXTRA_DIST += %D%/new/templates.sh $(cli_templates)
CLEANFILES += %D%/new/templates.c

%D%/new/templates.c: $(srcdir)/%D%/new/templates.sh $(cli_templates)
	$(AM_V_GEN)mkdir -p $(@D) && \
	    sh $(srcdir)/%D%/new/templates.sh $(srcdir)/%D%/new/template > $@.tmp && mv $@.tmp $@

EXTRA_DIST += %D%/report/page.css %D%/report/sheet.sh
CLEANFILES += %D%/report/sheet.c

%D%/report/sheet.c: $(srcdir)/%D%/report/page.css $(srcdir)/%D%/report/sheet.sh
	$(AM_V_GEN)mkdir -p $(@D) && \
	    sh $(srcdir)/%D%/report/sheet.sh $(srcdir)/%D%/report/page.css > $@.tmp && mv $@.tmp $@
