# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/buffer.c %D%/buffer.h \
	%D%/data.c %D%/data_keys.c %D%/data_keys.h %D%/data.h \
	%D%/data_json.c \
	%D%/data_yaml.c %D%/data_yaml_say.c %D%/data_yaml_words.c %D%/data_yaml.h \
	%D%/error.c %D%/error.h \
	%D%/limits.c %D%/limits.h \
	%D%/memory.c %D%/memory.h \
	%D%/sha256.c %D%/sha256.h \
	%D%/table.c %D%/table.h
