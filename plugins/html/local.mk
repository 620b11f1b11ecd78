# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-html.la
# The blocks of an article as HTML, compiled into every plugin that writes them.
html_body_sources = plugins/html/body.c plugins/html/body.h plugins/html/element.c \
	plugins/html/element.h plugins/html/figure.c plugins/html/kept.c plugins/html/note.c \
	plugins/html/address.c
# What a page says around them.
html_page_sources = plugins/html/page/page.c plugins/html/page/page.h \
	plugins/html/page/head.c plugins/html/page/header.c plugins/html/page/footer.c \
	plugins/html/page/sheet.c plugins/html/renders.c $(html_body_sources) \
	plugins/html/siblings.h $(jsonld_news_sources) $(facts_sources)
stet_html_la_SOURCES = %D%/html.c %D%/page/template.c %D%/page/template.h \
	%D%/page/markup.c $(html_page_sources)
stet_html_la_CPPFLAGS = $(plugin_cppflags)
stet_html_la_LDFLAGS = $(plugin_ldflags)
EXTRA_DIST += %D%/README.md
