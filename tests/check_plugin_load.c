/* SPDX-License-Identifier: MIT */
/*
 * Which plugin files are loaded and which are refused, for which reason, and that
 * nothing of a refused one ever runs: the constructor of the fixture `loud` sets
 * STET_FIXTURE_RAN.
 */
#include <check.h>
#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stet/context.h>

#include "base/memory.h"
#include "plugin/load/note.h"

#define FIXTURES BUILDDIR "/tests/fixtures/plugins/"

static char folder[PATH_MAX];
static stet_context *ctx;
static stet_error err;
static unsigned char *bytes;
static size_t size;

/* ---- a folder of its own, and copies of fixtures in it ------------------------ */

static void read_fixture(const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, FIXTURES "%s.so", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s was not built", path);
    ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
    size = (size_t)ftell(f);
    rewind(f);
    free(bytes);
    bytes = malloc(size);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, size, f), size);
    fclose(f);
}

static const char *path_of(const char *name)
{
    static char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_bytes(const char *name, size_t n)
{
    FILE *f = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    fclose(f);
    ck_assert_int_eq(chmod(path_of(name), 0644), 0);
}

static void copy_fixture(const char *fixture, const char *name)
{
    read_fixture(fixture);
    write_bytes(name, size);
}

/* The descriptor of the note in `bytes`. */
static stet_note *note_in_bytes(void)
{
    static const unsigned char head[] = {5, 0, 0, 0, 80,  0,   0,   0,
                                         1, 0, 0, 0, 's', 't', 'e', 't'};
    unsigned char *at = memmem(bytes, size, head, sizeof head);
    ck_assert_ptr_nonnull(at);
    return (stet_note *)(void *)at;
}

static void setup(void)
{
    snprintf(folder, sizeof folder, "/tmp/stet-load-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    unsetenv("STET_FIXTURE_RAN");
    unsetenv("STET_TWIN_RAN");
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
}

static void teardown(void)
{
    char command[PATH_MAX + 16];
    stet_context_free(ctx);
    free(bytes);
    bytes = NULL;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

/* It is refused with these words in the reason, kept in the list, and none of it ran.
 */
static void assert_refused(const char *name, const char *reason)
{
    stet_plugin_info info = {.size = sizeof info};
    size_t i = 0;
    stet_code code = stet_context_load_plugin(ctx, path_of(name), &err);
    ck_assert_int_ne(code, STET_OK);
    ck_assert_msg(strstr(err.message, reason) != NULL, "'%s' lacks '%s'", err.message,
                  reason);
    ck_assert_ptr_null(getenv("STET_FIXTURE_RAN"));
    while (stet_context_plugin(ctx, i, &info) && !strstr(info.file, name))
        i++;
    ck_assert_msg(strstr(info.file, name) != NULL, "%s is not listed", name);
    ck_assert_ptr_null(info.plugin);
    ck_assert_ptr_nonnull(info.why);
    ck_assert_ptr_nonnull(strstr(info.why, reason));
}

/* ---- good
 * ------------------------------------------------------------------------------ */

START_TEST(good_plugin_is_loaded)
{
    const stet_plugin *plugin = NULL;
    stet_plugin_info info;
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("loud.so"), &err), STET_OK);
    ck_assert_ptr_nonnull(
        getenv("STET_FIXTURE_RAN")); /* the others are worth something */
    const stet_step *step = stet_context_step(ctx, "loud.check", &plugin);
    ck_assert_ptr_nonnull(step);
    ck_assert_str_eq(plugin->id, "loud");
    ck_assert_int_eq(stet_context_plugin(ctx, 0, &info), 1);
    ck_assert_str_eq(info.version, "1.2.0");
    ck_assert_ptr_null(info.why);
    ck_assert_int_eq(stet_context_plugin(ctx, 1, &info), 0);
}
END_TEST

START_TEST(folder_is_read_in_order_of_names)
{
    stet_plugin_info info;
    copy_fixture("twin", "b.so");
    copy_fixture("loud", "a.so");
    copy_fixture("loud", "not-a-plugin.txt");
    copy_fixture("loud", "libshared.so");
    ck_assert_int_eq(mkdir(path_of("below"), 0755), 0);
    ck_assert_int_eq(mkdir(path_of("c.so"), 0755), 0);
    ck_assert_int_eq(stet_context_load_plugins(ctx, folder, &err), STET_OK);
    ck_assert_int_eq(stet_context_plugin(ctx, 0, &info), 1);
    ck_assert_str_eq(info.version, "1.2.0");
    ck_assert_ptr_nonnull(info.plugin);
    ck_assert_int_eq(stet_context_plugin(ctx, 1, &info), 1);
    ck_assert_str_eq(info.version, "9.9.9");
    ck_assert_ptr_nonnull(strstr(info.why, "hidden by loud 1.2.0"));
    ck_assert_ptr_null(getenv("STET_TWIN_RAN"));
    ck_assert_int_eq(stet_context_plugin(ctx, 2, &info), 1);
    ck_assert_ptr_nonnull(strstr(info.why, "not a regular file"));
    ck_assert_int_eq(stet_context_plugin(ctx, 3, &info), 0);
    ck_assert_ptr_null(stet_context_step(ctx, "twin.check", NULL));
    /* a second time changes nothing */
    ck_assert_int_eq(stet_context_load_plugins(ctx, folder, &err), STET_OK);
    ck_assert_int_eq(stet_context_plugin(ctx, 3, &info), 0);
}
END_TEST

START_TEST(two_contexts_load_the_same_file)
{
    stet_context *other = NULL;
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(stet_context_new(&other, &err), STET_OK);
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("loud.so"), &err), STET_OK);
    ck_assert_int_eq(stet_context_load_plugin(other, path_of("loud.so"), &err),
                     STET_OK);
    ck_assert_ptr_nonnull(stet_context_step(other, "loud.check", NULL));
    stet_context_free(other);
}
END_TEST

START_TEST(relative_path_is_resolved)
{
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(stet_context_load_plugin(ctx, "loud.so", &err), STET_OK);
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(folder_behind_a_symbolic_link_is_fine)
{
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(mkdir(path_of("x"), 0755), 0);
    ck_assert_int_eq(symlink(folder, path_of("x/link")), 0);
    ck_assert_int_eq(stet_context_load_plugins(ctx, path_of("x/link"), &err), STET_OK);
    ck_assert_ptr_nonnull(stet_context_step(ctx, "loud.check", NULL));
}
END_TEST

/* ---- the note
 * ---------------------------------------------------------------------------- */

START_TEST(old_major_is_refused)
{
    read_fixture("loud");
    note_in_bytes()->abi_major = 0;
    write_bytes("old.so", size);
    assert_refused("old.so", "ABI 0");
    ck_assert_ptr_nonnull(strstr(err.hint, "rebuild"));
}
END_TEST

START_TEST(newer_major_is_refused)
{
    read_fixture("loud");
    note_in_bytes()->abi_major = 2;
    write_bytes("new.so", size);
    assert_refused("new.so", "needs plugin ABI 2.0, this stet speaks 1.0");
}
END_TEST

START_TEST(newer_minor_is_refused)
{
    read_fixture("loud");
    note_in_bytes()->abi_minor_min = 7;
    write_bytes("new.so", size);
    assert_refused("new.so", "needs plugin ABI 1.7, this stet speaks 1.0");
    ck_assert_ptr_nonnull(strstr(err.hint, "newer stet"));
}
END_TEST

START_TEST(built_with_newer_minor_is_loaded)
{
    read_fixture("loud");
    note_in_bytes()->abi_minor_built = 7;
    write_bytes("built.so", size);
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("built.so"), &err), STET_OK);
}
END_TEST

START_TEST(every_truncation_is_refused)
{
    read_fixture("loud");
    for (size_t n = 0; n < size; n += 1 + n / 16) {
        stet_context *other = NULL;
        write_bytes("cut.so", n);
        ck_assert_int_eq(stet_context_new(&other, &err), STET_OK);
        ck_assert_int_ne(stet_context_load_plugin(other, path_of("cut.so"), &err),
                         STET_OK);
        ck_assert_ptr_null(getenv("STET_FIXTURE_RAN"));
        stet_context_free(other);
    }
    write_bytes("most.so", size - 1);
    assert_refused("most.so", "cut off");
}
END_TEST

START_TEST(cut_file_without_sections_is_refused)
{
    /* as `strip` may leave it: only the segments tell that something is missing */
    read_fixture("loud");
    if (sizeof(void *) != 8)
        return;
    Elf64_Ehdr *head = (Elf64_Ehdr *)(void *)bytes;
    head->e_shoff = 0;
    head->e_shnum = 0;
    write_bytes("whole.so", size);
    ck_assert_msg(stet_context_load_plugin(ctx, path_of("whole.so"), &err) == STET_OK,
                  "%s", err.message);
    unsetenv("STET_FIXTURE_RAN");
    const Elf64_Phdr *segments = (const Elf64_Phdr *)(void *)(bytes + head->e_phoff);
    size_t end = 0;
    for (int i = 0; i < head->e_phnum; i++)
        if (segments[i].p_offset + segments[i].p_filesz > end)
            end = segments[i].p_offset + segments[i].p_filesz;
    write_bytes("cut.so", end - 1);
    assert_refused("cut.so", "is cut off: segment");
}
END_TEST

START_TEST(other_files_are_refused)
{
    read_fixture("loud");
    memcpy(bytes, "#!/bin/sh\n", 10);
    write_bytes("script.so", size);
    assert_refused("script.so", "not a shared object");
    write_bytes("empty.so", 0);
    assert_refused("empty.so", "not a shared object");
}
END_TEST

START_TEST(other_word_size_is_refused)
{
    read_fixture("loud");
    bytes[EI_CLASS] = sizeof(void *) == 8 ? ELFCLASS32 : ELFCLASS64;
    write_bytes("word.so", size);
    ck_assert_int_ne(stet_context_load_plugin(ctx, path_of("word.so"), &err), STET_OK);
    ck_assert_ptr_null(getenv("STET_FIXTURE_RAN"));
}
END_TEST

/* A 32-bit object with nothing but a note: what a plugin of another machine looks like.
 */
static void make_32_bit(void)
{
    Elf32_Ehdr head = {
        .e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32, bytes[EI_DATA],
                    EV_CURRENT},
        .e_type = ET_DYN,
        .e_machine = EM_386,
        .e_version = EV_CURRENT,
        .e_phoff = sizeof head,
        .e_ehsize = sizeof head,
        .e_phentsize = sizeof(Elf32_Phdr),
        .e_phnum = 1,
    };
    Elf32_Phdr segment = {
        .p_type = PT_NOTE,
        .p_offset = sizeof head + sizeof segment,
        .p_filesz = sizeof(stet_note),
        .p_align = 4,
    };
    stet_note note = *note_in_bytes();
    note.ptr_bits = 32;
    size = sizeof head + sizeof segment + sizeof note;
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, &segment, sizeof segment);
    memcpy(bytes + sizeof head + sizeof segment, &note, sizeof note);
}

START_TEST(plugin_of_32_bits_is_refused_by_name)
{
    stet_plugin_info info = {.size = sizeof info};
    if (sizeof(void *) != 8)
        return;
    read_fixture("loud");
    make_32_bit();
    write_bytes("word32.so", size);
    assert_refused("word32.so", "is a 32-bit plugin, this stet is 64-bit");
    ck_assert_int_eq(stet_context_plugin(ctx, 0, &info), 1);
    ck_assert_str_eq(info.id, "loud");
    ck_assert_str_eq(info.version, "1.2.0");
}
END_TEST

START_TEST(other_byte_order_is_refused)
{
    read_fixture("loud");
    bytes[EI_DATA] ^= 3;
    write_bytes("order.so", size);
    assert_refused("order.so", "byte order");
}
END_TEST

START_TEST(other_machine_is_refused)
{
    read_fixture("loud");
    bytes[18] ^= 0x55;
    write_bytes("machine.so", size);
    assert_refused("machine.so", "another processor");
}
END_TEST

START_TEST(note_of_another_word_size_is_refused)
{
    read_fixture("loud");
    note_in_bytes()->ptr_bits = 48;
    write_bytes("bits.so", size);
    assert_refused("bits.so", "48-bit");
}
END_TEST

START_TEST(no_note_is_refused)
{
    read_fixture("loud");
    memcpy(note_in_bytes()->name, "etst", 4);
    write_bytes("plain.so", size);
    assert_refused("plain.so", "no stet note");
}
END_TEST

START_TEST(broken_id_is_no_note)
{
    read_fixture("loud");
    memset(note_in_bytes()->id, 'a', sizeof note_in_bytes()->id);
    write_bytes("id.so", size);
    assert_refused("id.so", "no stet note");
    strcpy(note_in_bytes()->id, "../x");
    write_bytes("id2.so", size);
    assert_refused("id2.so", "no stet note");
}
END_TEST

START_TEST(missing_symbol_is_refused_before_loading)
{
    copy_fixture("mute", "mute.so");
    assert_refused("mute.so", "does not export stet_plugin_v1");
}
END_TEST

START_TEST(note_and_descriptor_must_agree)
{
    copy_fixture("liar", "liar.so");
    assert_refused("liar.so", "says one thing in its note");
}
END_TEST

START_TEST(second_of_an_id_is_not_loaded)
{
    copy_fixture("loud", "loud.so");
    copy_fixture("twin", "twin.so");
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("loud.so"), &err), STET_OK);
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("twin.so"), &err),
                     STET_E_EXISTS);
    ck_assert_ptr_nonnull(strstr(err.message, "hidden by loud 1.2.0"));
    ck_assert_ptr_null(getenv("STET_TWIN_RAN"));
}
END_TEST

START_TEST(any_broken_byte_is_survived)
{
    struct note note;
    read_fixture("loud");
    unsigned char *copy = malloc(size);
    ck_assert_ptr_nonnull(copy);
    uint32_t random = 1;
    for (int i = 0; i < 20000; i++) {
        memcpy(copy, bytes, size);
        for (int k = 0; k < 3; k++) {
            random = random * 1664525u + 1013904223u;
            size_t at = i % 2 ? random % 1024 : random % size;
            copy[at] = (unsigned char)(random >> 24);
        }
        const struct elf_input input = {.fd = -1, .bytes = copy, .size = size};
        (void)!stet__note_read(&input, &note, &err);
    }
    free(copy);
}
END_TEST

/* ---- trust
 * ---------------------------------------------------------------------------------- */

START_TEST(planted_symbolic_link_is_refused)
{
    copy_fixture("loud", "real.so");
    ck_assert_int_eq(mkdir(path_of("plugins"), 0755), 0);
    ck_assert_int_eq(symlink("../real.so", path_of("plugins/link.so")), 0);
    assert_refused("plugins/link.so", "is a symbolic link");
}
END_TEST

START_TEST(world_writable_folder_is_refused)
{
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(chmod(folder, 0777), 0);
    assert_refused("loud.so", "is writable by everybody");
    ck_assert_int_eq(stet_context_load_plugins(ctx, folder, &err), STET_E_DENIED);
    ck_assert_int_eq(chmod(folder, 01777), 0); /* sticky helps on the way only */
    assert_refused("loud.so", "is writable by everybody");
    ck_assert_int_eq(chmod(folder, 0755), 0);
}
END_TEST

START_TEST(world_writable_folder_on_the_way_is_refused)
{
    ck_assert_int_eq(mkdir(path_of("way"), 0755), 0);
    ck_assert_int_eq(mkdir(path_of("way/plugins"), 0755), 0);
    copy_fixture("loud", "way/plugins/loud.so");
    ck_assert_int_eq(chmod(path_of("way"), 0777), 0);
    assert_refused("way/plugins/loud.so", "/way' is writable by everybody");
}
END_TEST

/* The fixture with this search path; `text` is no longer than the one it was built
 * with. */
static void copy_guide(const char *text)
{
    static const char built[] = "/search-path-that-the-tests-write-over";
    read_fixture("guide");
    char *at = memmem(bytes, size, built, sizeof built);
    ck_assert_ptr_nonnull(at);
    ck_assert_uint_lt(strlen(text), sizeof built);
    memset(at, 0, sizeof built);
    memcpy(at, text, strlen(text));
    write_bytes("guide.so", size);
}

static const struct {
    const char *path, *reason; /* NULL: it loads */
} search_rows[] = {
    {"/usr/lib", NULL},
    {"$ORIGIN", NULL},
    {"$ORIGIN/../lib-that-is-not-there", "is writable by everybody"}, /* /tmp */
    {"${ORIGIN}/lib:/usr/lib", NULL},
    {"/tmp", "looks for libraries in '/tmp', the folder '/tmp' is writable"},
    {"/tmp/stet-not-there/lib", "is writable by everybody"}, /* could be made */
    {"/usr/lib:/tmp", "looks for libraries in '/tmp'"},
    {"/search/of/nobody", NULL}, /* only root could make it */
    {"lib", "which depends on where the program stands"},
    {"", "which depends on where the program stands"},
    {"/usr/lib:", "which depends on where the program stands"},
    {"./x:/usr/lib", "which depends on where the program stands"},
    {"/usr/$LIB", "which only the loader can spell out"},
    {"$PLATFORM/x", "which depends on where the program stands"},
};

START_TEST(search_path_is_judged_like_a_folder)
{
    copy_guide(search_rows[_i].path);
    if (search_rows[_i].reason) {
        assert_refused("guide.so", search_rows[_i].reason);
        return;
    }
    ck_assert_msg(stet_context_load_plugin(ctx, path_of("guide.so"), &err) == STET_OK,
                  "'%s': %s", search_rows[_i].path, err.message);
    ck_assert_ptr_nonnull(getenv("STET_FIXTURE_RAN"));
}
END_TEST

/* The C library under another name of the same length. */
START_TEST(library_named_by_its_path_is_refused)
{
    char *at;
    copy_guide("/usr/lib");
    while ((at = memmem(bytes, size, "libc.so.6", 10)) != NULL)
        memcpy(at, "/tmp/c.so", 9);
    ck_assert_ptr_nonnull(memmem(bytes, size, "/tmp/c.so", 10));
    write_bytes("guide.so", size);
    assert_refused("guide.so", "looks for libraries in '/tmp'");
}
END_TEST

START_TEST(writable_file_is_refused)
{
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(chmod(path_of("loud.so"), 0666), 0);
    assert_refused("loud.so", "is writable by everybody");
}
END_TEST

START_TEST(group_writable_file_is_refused)
{
    copy_fixture("loud", "loud.so");
    if (geteuid() != 0)
        return; /* only root can give it to another group */
    ck_assert_int_eq(chown(path_of("loud.so"), 0, 12345), 0);
    ck_assert_int_eq(chmod(path_of("loud.so"), 0664), 0);
    assert_refused("loud.so", "is writable by its group");
}
END_TEST

START_TEST(file_of_another_user_is_refused)
{
    copy_fixture("loud", "loud.so");
    if (geteuid() != 0)
        return; /* only root can give it away */
    ck_assert_int_eq(chown(path_of("loud.so"), 12345, 12345), 0);
    assert_refused("loud.so", "belongs to another user");
    ck_assert_int_eq(chown(path_of("loud.so"), 0, 0), 0);
    ck_assert_int_eq(chown(folder, 12345, 12345), 0);
    assert_refused("loud.so", "belongs to another user");
}
END_TEST

START_TEST(outside_the_allowed_folders_is_refused)
{
    ck_assert_int_eq(mkdir(path_of("allowed"), 0755), 0);
    ck_assert_int_eq(mkdir(path_of("allowed2"), 0755), 0);
    copy_fixture("loud", "loud.so");
    copy_fixture("loud", "allowed2/loud.so");
    copy_fixture("twin", "allowed/twin.so");
    ck_assert_int_eq(stet_context_allow_plugins(ctx, path_of("allowed"), &err),
                     STET_OK);
    assert_refused("loud.so", "none that plugins may be loaded from");
    assert_refused("allowed2/loud.so", "none that plugins may be loaded from");
    assert_refused("allowed/../loud.so", "none that plugins may be loaded from");
    ck_assert_int_eq(stet_context_load_plugins(ctx, folder, &err), STET_E_DENIED);
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("allowed/twin.so"), &err),
                     STET_OK);
}
END_TEST

START_TEST(too_large_a_file_is_refused)
{
    copy_fixture("loud", "loud.so");
    ck_assert_int_eq(stet_context_set_limit(ctx, "plugin", 4096, &err), STET_OK);
    assert_refused("loud.so", "a plugin has at most 4096");
}
END_TEST

START_TEST(missing_file_or_folder_is_said)
{
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of("none.so"), &err),
                     STET_E_NOTFOUND);
    ck_assert_int_eq(stet_context_load_plugins(ctx, path_of("none"), &err),
                     STET_E_NOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.message, "/none'"));
    ck_assert_int_eq(stet_context_load_plugin(ctx, path_of(""), &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_load_plugin(ctx, NULL, &err), STET_E_MISUSE);
    ck_assert_int_eq(stet_context_load_plugins(NULL, folder, &err), STET_E_MISUSE);
}
END_TEST

START_TEST(missing_library_is_the_reason)
{
    /* break the name of the library it needs: everything before dlopen is still in
     * order */
    read_fixture("loud");
    unsigned char *at = memmem(bytes, size, "libc.so.", 8);
    ck_assert_ptr_nonnull(at);
    memcpy(at, "libq", 4);
    write_bytes("needy.so", size);
    assert_refused("needy.so", "cannot be loaded: libq.so.");
}
END_TEST

START_TEST(failing_allocations_leave_nothing)
{
    copy_fixture("loud", "loud.so");
    stet_context_free(ctx);
    ctx = NULL;
    for (unsigned long nth = 1;; nth++) {
        stet__fail_alloc(nth, 0);
        stet_code code = stet_context_new(&ctx, &err);
        if (code == STET_OK)
            code = stet_context_load_plugins(ctx, folder, &err);
        if (code == STET_OK && !stet_context_step(ctx, "loud.check", NULL)) {
            stet_plugin_info info = {.size = sizeof info};
            ck_assert_int_eq(stet_context_plugin(ctx, 0, &info), 1);
            ck_assert_ptr_nonnull(info.why);
            code = STET_E_NOMEM;
        }
        stet_context_free(ctx);
        ctx = NULL;
        unsigned long counted = stet__fail_alloc(0, 0);
        if (code == STET_OK)
            break;
        ck_assert_int_eq(code, STET_E_NOMEM);
        ck_assert_uint_ge(counted, nth);
        ck_assert_uint_lt(nth, 10000);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_load");
    TCase *t = tcase_create("load");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, good_plugin_is_loaded);
    tcase_add_test(t, folder_is_read_in_order_of_names);
    tcase_add_test(t, two_contexts_load_the_same_file);
    tcase_add_test(t, relative_path_is_resolved);
    tcase_add_test(t, folder_behind_a_symbolic_link_is_fine);
    tcase_add_test(t, old_major_is_refused);
    tcase_add_test(t, newer_major_is_refused);
    tcase_add_test(t, newer_minor_is_refused);
    tcase_add_test(t, built_with_newer_minor_is_loaded);
    tcase_add_test(t, every_truncation_is_refused);
    tcase_add_test(t, cut_file_without_sections_is_refused);
    tcase_add_test(t, other_files_are_refused);
    tcase_add_test(t, other_word_size_is_refused);
    tcase_add_test(t, plugin_of_32_bits_is_refused_by_name);
    tcase_add_test(t, other_byte_order_is_refused);
    tcase_add_test(t, other_machine_is_refused);
    tcase_add_test(t, note_of_another_word_size_is_refused);
    tcase_add_test(t, no_note_is_refused);
    tcase_add_test(t, broken_id_is_no_note);
    tcase_add_test(t, missing_symbol_is_refused_before_loading);
    tcase_add_test(t, note_and_descriptor_must_agree);
    tcase_add_test(t, second_of_an_id_is_not_loaded);
    tcase_add_test(t, any_broken_byte_is_survived);
    tcase_add_test(t, planted_symbolic_link_is_refused);
    tcase_add_test(t, world_writable_folder_is_refused);
    tcase_add_test(t, world_writable_folder_on_the_way_is_refused);
    tcase_add_loop_test(t, search_path_is_judged_like_a_folder, 0,
                        sizeof search_rows / sizeof *search_rows);
    tcase_add_test(t, library_named_by_its_path_is_refused);
    tcase_add_test(t, writable_file_is_refused);
    tcase_add_test(t, group_writable_file_is_refused);
    tcase_add_test(t, file_of_another_user_is_refused);
    tcase_add_test(t, outside_the_allowed_folders_is_refused);
    tcase_add_test(t, too_large_a_file_is_refused);
    tcase_add_test(t, missing_file_or_folder_is_said);
    tcase_add_test(t, missing_library_is_the_reason);
    tcase_add_test(t, failing_allocations_leave_nothing);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
