# SPDX-License-Identifier: MIT
libcore_sources += %D%/vocabulary.h %D%/vocabulary/vocabulary.c \
	%D%/vocabulary/vocabulary_table.c %D%/vocabulary/vocabulary_table.h \
	%D%/vocabulary/effects.c
libcore_sources += %D%/article.h %D%/article.c %D%/tree/tree.h %D%/tree/node.c \
	%D%/tree/leaves.c %D%/tree/text.c %D%/tree/attr.c %D%/tree/read.c %D%/tree/content.c \
	%D%/tree/walk.c %D%/tree/statement.c %D%/tree/range.c %D%/journal/journal.c \
	%D%/journal/blame.c %D%/journal/check.c %D%/journal/replay.c %D%/journal/diff.c \
	%D%/journal/edits.h %D%/journal/touched.c %D%/journal/text_edits.c \
	%D%/journal/address_edits.c %D%/journal/edits.c
libcore_sources += %D%/findings.c %D%/verdict.c %D%/verdict.h %D%/views/pieces.c \
	%D%/views/pieces.h
libcore_sources += %D%/views/memo.c %D%/views/views.c %D%/views/views.h %D%/views/text_layer.c \
	%D%/views/fold_layer.c
libcore_sources += %D%/json/json.h %D%/json/reader.h %D%/json/json_write.c \
	%D%/json/json_read.c %D%/json/json_nodes.c %D%/json/json_values.c
libcore_sources += %D%/json/schema_article.c
