// A build allocates and frees hundreds of small arrays and texts a page, on all cores. jemalloc does that faster than
// glibc, and by this setting keeps what was freed for the next page instead of giving it back to the system. The
// variable is jemalloc's own (see TUNING in its manual); where another allocator is linked it means nothing.
const char *malloc_conf = "dirty_decay_ms:-1";
