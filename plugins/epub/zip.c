/* SPDX-License-Identifier: MIT */
/*
 * ZIP as in PKWARE's APPNOTE 6.3, by hand because there is so little of it; the deflate
 * is zlib's. Names are UTF-8 (flag 11), sizes stand in the local header.
 */
#include "zip.h"

#include <stdlib.h>
#include <zlib.h>

enum {
    LOCAL_HEADER = 0x04034b50,
    CENTRAL_HEADER = 0x02014b50,
    END_HEADER = 0x06054b50
};
enum { VERSION = 20, FLAG_UTF8 = 0x0800, DATE_1980 = 0x0021, LEVEL = 6 };

struct zip_packer {
    z_stream stream;
};

stet_code stet__zip_packer_new(struct zip_packer **ret_packer)
{
    struct zip_packer *packer = calloc(1, sizeof *packer);
    if (!packer)
        return STET_E_NOMEM;
    if (deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packer);
        return STET_E_NOMEM;
    }
    *ret_packer = packer;
    return STET_OK;
}

void stet__zip_packer_free(struct zip_packer *packer)
{
    if (!packer)
        return;
    deflateEnd(&packer->stream);
    free(packer);
}

static stet_code deflate_all(struct zip_packer *packer, stet_str bytes, stet_out *out,
                             uint32_t *ret_len)
{
    z_stream *z = &packer->stream;
    if (deflateReset(z) != Z_OK)
        return STET_E_MISUSE;
    uLong bound = deflateBound(z, (uLong)bytes.n);
    char *room = bound <= UINT32_MAX ? stet_out_room(out, bound) : NULL;
    if (!room)
        return out->failed ? out->failed : STET_E_LIMIT;
    z->next_in = (Bytef *)(uintptr_t)bytes.p; /* zlib's own type has no const */
    z->avail_in = (uInt)bytes.n;
    z->next_out = (Bytef *)room;
    z->avail_out = (uInt)bound;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return STET_E_MISUSE;
    *ret_len = (uint32_t)(bound - z->avail_out);
    out->len += *ret_len;
    return STET_OK;
}

stet_code stet__zip_pack(struct zip_packer *packer, stet_str bytes, stet_out *out,
                         struct zip_packed *ret_packed)
{
    stet_code code = STET_OK;
    if (bytes.n > INT32_MAX)
        return STET_E_LIMIT;
    *ret_packed = (struct zip_packed){
        .crc =
            (uint32_t)crc32(crc32(0, Z_NULL, 0), (const Bytef *)bytes.p, (uInt)bytes.n),
        .size = (uint32_t)bytes.n,
        .packed_size = (uint32_t)bytes.n};
    if (packer) {
        ret_packed->method = 8;
        code = deflate_all(packer, bytes, out, &ret_packed->packed_size);
    } else {
        stet_put_str(out, bytes);
    }
    return code == STET_OK ? out->failed : code;
}

static void put_number(stet_out *out, uint64_t value, size_t bytes)
{
    for (; bytes--; value >>= 8)
        stet_putc(out, (char)(value & 0xff));
}

/* What the local header and the row of the directory have in common. */
static void put_facts(stet_out *out, stet_str name, const struct zip_packed *packed)
{
    put_number(out, VERSION, 2);
    put_number(out, FLAG_UTF8, 2);
    put_number(out, packed->method, 2);
    put_number(out, 0, 2);
    put_number(out, DATE_1980, 2);
    put_number(out, packed->crc, 4);
    put_number(out, packed->packed_size, 4);
    put_number(out, packed->size, 4);
    put_number(out, name.n, 2);
    put_number(out, 0, 2);
}

stet_code stet__zip_put(stet_out *out, uint64_t offset, stet_str name,
                        const struct zip_packed *packed, stet_str bytes,
                        stet_out *directory)
{
    if (offset > UINT32_MAX || name.n > 200)
        return STET_E_LIMIT;
    put_number(out, LOCAL_HEADER, 4);
    put_facts(out, name, packed);
    stet_put_str(out, name);
    stet_put_str(out, bytes);
    put_number(directory, CENTRAL_HEADER, 4);
    put_number(directory, VERSION, 2);
    put_facts(directory, name, packed);
    put_number(directory, 0, 2); /* comment, disk, attributes */
    put_number(directory, 0, 2);
    put_number(directory, 0, 2);
    put_number(directory, 0, 4);
    put_number(directory, offset, 4);
    stet_put_str(directory, name);
    return out->failed ? out->failed : directory->failed;
}

stet_code stet__zip_end(stet_out *out, uint64_t offset, stet_str directory,
                        uint64_t entries)
{
    if (entries > UINT16_MAX || offset + directory.n > UINT32_MAX)
        return STET_E_LIMIT;
    stet_put_str(out, directory);
    put_number(out, END_HEADER, 4);
    put_number(out, 0, 4);
    put_number(out, entries, 2);
    put_number(out, entries, 2);
    put_number(out, directory.n, 4);
    put_number(out, offset, 4);
    put_number(out, 0, 2);
    return out->failed;
}
