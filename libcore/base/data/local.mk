# SPDX-License-Identifier: MIT
libcore_sources += \
	%D%/data.c %D%/data.h \
	%D%/json.c \
	%D%/keys.c %D%/keys.h \
	%D%/yaml.c %D%/yaml_say.c %D%/yaml_words.c %D%/yaml.h
