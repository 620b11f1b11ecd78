# SPDX-License-Identifier: MIT
dist_man_MANS += %D%/stet.1 %D%/stet-pipeline.5
dist_doc_DATA = README.md CHANGELOG.md %D%/ARCHITECTURE.md %D%/embedding.md \
	%D%/pipeline.md %D%/plugin-guide.md %D%/rights.md %D%/share.md %D%/steps.md %D%/formats.md
EXTRA_DIST += %D%/formats/epub.md %D%/formats/applenews.md %D%/formats/sitemap.md \
	%D%/formats/markdown.md %D%/formats/text.md %D%/formats/csv.md
EXTRA_DIST += %D%/generate.py %D%/share_tables.py %D%/rights_tables.py %D%/formats/html.md %D%/formats/amp.md %D%/formats/oembed.md
bashcompletiondir = $(datadir)/bash-completion/completions
bashcompletion_DATA = %D%/completion/stet
CLEANFILES += %D%/completion/stet

%D%/completion/stet: stet$(EXEEXT)
	$(AM_V_GEN)mkdir -p $(@D) && ./stet$(EXEEXT) completion bash >$@.tmp && mv $@.tmp $@
EXTRA_DIST += %D%/formats/atom.md %D%/formats/jsonfeed.md %D%/formats/jsonld.md \
	%D%/formats/newsmlg2.md %D%/formats/ninjs.md %D%/formats/nitf.md %D%/formats/rss.md
EXTRA_DIST += %D%/performance.md
