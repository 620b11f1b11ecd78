# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/build.c %D%/build.h \
	%D%/context.c %D%/context.h \
	%D%/ffi.c \
	%D%/grammar.h %D%/grammar/check.c %D%/grammar/table.c \
	%D%/host.c %D%/host.h \
	%D%/options.h \
	%D%/registry.c %D%/registry.h %D%/renders.c \
	%D%/docs/json.c %D%/docs/json.h \
	%D%/docs/reference.c \
	%D%/docs/schema.c %D%/docs/schema.h %D%/docs/schema_options.c \
	%D%/load/descriptor.c %D%/load/descriptor.h \
	%D%/load/elf.c %D%/load/elf.h \
	%D%/load/loader.c %D%/load/loader.h \
	%D%/load/note.c %D%/load/note.h \
	%D%/load/search.c %D%/load/search.h \
	%D%/option/bind.c %D%/option/inner.h \
	%D%/option/pattern.c %D%/option/scalar.c \
	%D%/option/table.c %D%/option/units.c \
	%D%/path/path.c %D%/path/path.h \
	%D%/path/trust.c %D%/path/trust.h
