#include <cmark.h>

// Memory for libcmark from which nothing is given back one by one: each thread has its own.
cmark_mem *gridshow_arena(void);

// Takes back all that this thread got since the last call. Nothing of it may be used any more.
void gridshow_arena_reset(void);
