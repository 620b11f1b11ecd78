# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/calls.c \
	%D%/check.c \
	%D%/eval.c \
	%D%/expr.h \
	%D%/functions.c \
	%D%/language.h \
	%D%/lexer.c \
	%D%/names.c \
	%D%/parse.c \
	%D%/report.c \
	%D%/value.c \
	%D%/template/apply.c \
	%D%/template/date_format.c \
	%D%/template/filters.c \
	%D%/template/template.c %D%/template/template.h
