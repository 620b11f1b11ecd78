# SPDX-License-Identifier: MIT
plugin_LTLIBRARIES += stet-attribution.la
attribution_own_sources = %D%/attribution.c %D%/search.c %D%/search.h \
	%D%/source.c %D%/source.h %D%/judge.c %D%/judge.h %D%/pictures.c %D%/pictures.h \
	%D%/page/page.h %D%/page/html.c %D%/page/hidden.c \
	%D%/facts/pool.c %D%/facts/pool.h %D%/facts/doc.c %D%/facts/doc.h \
	%D%/facts/article.c %D%/facts/original.c %D%/facts/context.c %D%/facts/context.h \
	%D%/facts/address.c %D%/facts/address.h %D%/facts/known.c %D%/facts/known.h \
	%D%/policy/policy.h %D%/policy/words.c %D%/policy/load.c %D%/policy/sound.c %D%/policy/licence.c %D%/policy/join.c \
	%D%/policy/json.c %D%/policy/odrl.c \
	%D%/compare/compare.h %D%/compare/compare.c %D%/compare/diff.c %D%/compare/style.c \
	%D%/check/check.h %D%/check/engine.c %D%/check/audience.c %D%/check/place.c \
	%D%/check/credits.c %D%/check/copyright.c %D%/check/statement.c %D%/check/links.c \
	%D%/check/keeps.c %D%/check/edits.c %D%/check/images.c %D%/check/outside.c \
	%D%/fix/fix.h %D%/fix/fix.c %D%/fix/words.c \
	%D%/detect/detect.h %D%/detect/phrases.c %D%/detect/words.c %D%/detect/triggers.c \
	%D%/detect/sentences.c %D%/detect/claims.c %D%/detect/grants.c %D%/detect/conditions.c %D%/detect/numbers.c \
	%D%/detect/holder.c %D%/detect/hidden.c %D%/detect/step.c \
	%D%/kit/kit.h %D%/kit/write.c %D%/kit/read.c %D%/kit/wording.c %D%/kit/step.c
stet_attribution_la_SOURCES = $(attribution_own_sources) plugins/notice/stamp.c plugins/notice/stamp.h \
	plugins/links/hosts.c plugins/links/tracking.c plugins/links/links.h plugins/links/tracking.h
stet_attribution_la_CPPFLAGS = $(plugin_cppflags) -I$(top_srcdir)/plugins
stet_attribution_la_LDFLAGS = $(plugin_ldflags)
attributiondatadir = $(pkgdatadir)/attribution
dist_attributiondata_DATA = %D%/licences.yaml %D%/policy-albany-proper.yaml \
	%D%/policy-floodlight.yaml %D%/policy-harbour-dispatch.yaml \
	%D%/policy-inn-on-the-ground.yaml %D%/policy-montana-free-press.yaml \
	%D%/policy-nd-news-cooperative.yaml %D%/policy-newswell.yaml \
	%D%/policy-propublica.yaml %D%/policy-public-good-news.yaml \
	%D%/policy-the-conversation.yaml %D%/rights-en.yaml %D%/rights-de.yaml \
	%D%/rights-fr.yaml %D%/rights-es.yaml %D%/kit-en.yaml %D%/kit-de.yaml \
	%D%/kit-fr.yaml %D%/kit-es.yaml
EXTRA_DIST += %D%/README.md
