/* A disk that stops at a chosen moment: loaded before a program (LD_PRELOAD), it counts the calls that change files.

   DISK_LOG=FILE     a line "number call path" for each such call, in their order; "0 read path" for files that are read
   DISK_KILL=N       the program is killed at call N; a write gets half its bytes out before
   DISK_STOP=N       the program stops before call N until it gets SIGCONT
   DISK_ERROR=CODE   calls on paths that begin with DISK_BELOW fail with this error number …
   DISK_FROM=N       … from the N-th of them on (1 if unset) …
   DISK_WHILE=FILE   … and while this file exists (always if unset). With ENOSPC things can still be deleted.

   Only regular files and folders count, so pipes and terminals are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls, calls_below;

static long number(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

static void note(long call, const char *name, const char *path) {
    static _Atomic int log_file = -2;
    if (log_file == -2) {
        const char *place = getenv("DISK_LOG");
        log_file = place ? (int)syscall(SYS_open, place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
    }
    if (log_file < 0) return;
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", call, name, path);
    syscall(SYS_write, log_file, line, length);
}

/* Whether the call must fail; errno is set then. */
static int fails(const char *path, int only_deletes) {
    const char *below = getenv("DISK_BELOW"), *while_there = getenv("DISK_WHILE");
    int code = (int)number("DISK_ERROR", 0);
    if (!code || !below || strncmp(path, below, strlen(below)) != 0) return 0;
    if (while_there && syscall(SYS_access, while_there, F_OK) != 0) return 0;
    if (only_deletes && code == ENOSPC) return 0;
    if (atomic_fetch_add(&calls_below, 1) + 1 < number("DISK_FROM", 1)) return 0;
    errno = code;
    return 1;
}

/* Counts a call that changes files; true when this is the one at which the program is killed. */
static int is_last(const char *name, const char *path) {
    long call = atomic_fetch_add(&calls, 1) + 1;
    note(call, name, path);
    if (call == number("DISK_STOP", -1)) raise(SIGSTOP);
    return call == number("DISK_KILL", -1);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (flags & (O_WRONLY | O_RDWR)) {
        if (fails(path, 0)) return -1;
        if (is_last("open", path)) die();
    } else if (!(flags & O_DIRECTORY)) {
        note(0, "read", path);
    }
    return NEXT(int (*)(const char *, int, ...), "open")(path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = NEXT(ssize_t (*)(int, const void *, size_t), "write");
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return real(descriptor, bytes, count);
    char link[64], path[PATH_MAX] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    if (readlink(link, path, sizeof path - 1) < 0) return real(descriptor, bytes, count);
    if (fails(path, 0)) return -1;
    if (is_last("write", path)) {
        real(descriptor, bytes, count / 2);
        die();
    }
    return real(descriptor, bytes, count);
}

#define ONE_PATH(name, parameters, arguments, deletes)                          \
    int name parameters {                                                      \
        if (fails(path, deletes)) return -1;                                   \
        if (is_last(#name, path)) die();                                       \
        return NEXT(int(*) parameters, #name) arguments;                       \
    }

ONE_PATH(mkdir, (const char *path, mode_t mode), (path, mode), 0)
ONE_PATH(unlink, (const char *path), (path), 1)
ONE_PATH(rmdir, (const char *path), (path), 1)

int rename(const char *from, const char *to) {
    if (fails(to, 1)) return -1;
    if (is_last("rename", to)) die();
    return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}
