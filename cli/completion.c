/* SPDX-License-Identifier: MIT */
/* `stet completion bash`: commands and options from the tables, steps from the plugins.
 */
#include <string.h>

#include "commands.h"
#include "terminal.h"

static void put_words(const struct command *c)
{
    for (const struct arg_row *r = c->rows; r && r->name; r++)
        printf(" --%s", r->name);
    fputs(" --help", stdout);
}

static void put_cases(void)
{
    for (const struct command *const *c = all_commands; *c; c++) {
        printf("    \"%s\") words=\"", (*c)->name);
        put_words(*c);
        fputs("\" ;;\n", stdout);
    }
}

static void put_first_words(void)
{
    for (const struct command *const *c = all_commands; *c; c++) {
        size_t n = strcspn((*c)->name, " ");
        if (c == all_commands || strncmp((*c)->name, c[-1]->name, n + 1) != 0)
            printf(" %.*s", (int)n, (*c)->name);
    }
}

static int run_completion(const struct args *args)
{
    if (strcmp(args->rest[0], "bash") != 0) {
        fprintf(stderr, "stet completion: '%s' is not known; bash is\n", args->rest[0]);
        return EXIT_USAGE;
    }
    fputs("# bash completion of stet: source <(stet completion bash)\n"
          "_stet() {\n"
          "  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=\n"
          "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "    COMPREPLY=($(compgen -W \"",
          stdout);
    put_first_words();
    fputs("\" -- \"$current\"))\n    return\n  fi\n"
          "  if [ \"$command\" = plugins ]; then\n"
          "    if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
          "      COMPREPLY=($(compgen -W \"list inspect new\" -- \"$current\"))\n"
          "      return\n    fi\n"
          "    command=\"plugins ${COMP_WORDS[2]}\"\n"
          "    if [ \"${COMP_WORDS[2]}\" = inspect ] && [[ $current != -* ]]; then\n"
          "      COMPREPLY=($(compgen -W \"$(stet plugins list 2>/dev/null |\n"
          "        grep -oE '[a-z]+\\.[a-z_]+' | sort -u)\" -- \"$current\"))\n"
          "      return\n    fi\n"
          "  fi\n"
          "  case $command in\n",
          stdout);
    put_cases();
    fputs("  esac\n"
          "  if [[ $current == -* ]]; then\n"
          "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
          "  else\n"
          "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
          "  fi\n"
          "}\n"
          "complete -o filenames -F _stet stet\n",
          stdout);
    return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
}

const struct command completion_command = {
    .name = "completion",
    .summary = "print the completion for a shell",
    .usage = "bash",
    .text = "For one session: source <(stet completion bash). make install puts it "
            "where bash looks.",
    .min_rest = 1,
    .max_rest = 1,
    .run = run_completion};
