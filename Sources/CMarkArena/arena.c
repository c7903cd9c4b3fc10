// A text of some kilobytes makes libcmark ask for memory several hundred times and give all of it back a moment later.
// Here asking moves a pointer, and giving back does nothing until the whole tree has been copied.

#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What a thread keeps from text to text; larger texts get more chunks, which are given back.
#define CHUNK_SIZE ((size_t)256 * 1024)
// Each piece is behind its size, both aligned for any type.
#define HEADER ((size_t)16)

typedef struct chunk {
    struct chunk *older;
    size_t size;
} chunk;

static _Thread_local chunk *newest;
static _Thread_local char *next, *limit;

static void fail(void) {
    // libcmark's own allocator ends the process, too: it has no way to say that there is no memory.
    fputs("gridshow: out of memory\n", stderr);
    abort();
}

static size_t rounded(size_t size) {
    if (size > SIZE_MAX - 2 * HEADER) fail();
    return (size + HEADER - 1) / HEADER * HEADER;
}

static void add_chunk(size_t room) {
    size_t size = room > CHUNK_SIZE - HEADER ? room + HEADER : CHUNK_SIZE;
    chunk *added = malloc(size);
    if (!added) fail();
    added->older = newest;
    added->size = size;
    newest = added;
    next = (char *)added + HEADER;
    limit = (char *)added + size;
}

static void *take(size_t size) {
    size_t room = HEADER + rounded(size);
    if ((size_t)(limit - next) < room) add_chunk(room);
    char *piece = next + HEADER;
    *(size_t *)next = size;
    next += room;
    return piece;
}

static void *arena_calloc(size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) fail();
    return memset(take(count * size), 0, count * size);
}

static void *arena_realloc(void *old, size_t size) {
    if (!old) return take(size);
    size_t had = *(size_t *)((char *)old - HEADER);
    if (size <= had) return old;
    // What was taken last can grow where it is.
    if ((char *)old + rounded(had) == next && (size_t)(limit - (char *)old) >= rounded(size)) {
        *(size_t *)((char *)old - HEADER) = size;
        next = (char *)old + rounded(size);
        return old;
    }
    return memcpy(take(size), old, had);
}

static void arena_free(void *piece) { (void)piece; }

static cmark_mem arena = {arena_calloc, arena_realloc, arena_free};

cmark_mem *gridshow_arena(void) { return &arena; }

void gridshow_arena_reset(void) {
    while (newest && (newest->older || newest->size > CHUNK_SIZE)) {
        chunk *older = newest->older;
        free(newest);
        newest = older;
    }
    next = newest ? (char *)newest + HEADER : NULL;
    limit = newest ? (char *)newest + newest->size : NULL;
}
