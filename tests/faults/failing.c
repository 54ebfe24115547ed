/*
 * Makes one call of the system fail, or all from one on: for LD_PRELOAD.
 *
 * Calls are counted that open, write, flush, rename, make, remove or cut a file below FAULTS_BELOW, in all processes
 * together: the counts stand in the file FAULTS_STATE, which each of them maps into its memory.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPENS = 1, WRITES = 2, FLUSHES = 4, RENAMES = 8, MAKES = 16, REMOVES = 32, CUTS = 64, READS = 128 };
enum { FILES = 4096 };

/* `fail_at` is the number of the call that fails, 0 for none; with `stays` those after it do, too. */
static struct { long count, fail_at, stays, error, kinds, injected; } *state;
static const char *below;
static char watched[FILES];

/* Also called by a process that has forked, once its own variables are set. */
__attribute__((constructor)) void begin(void) {
    state = NULL;
    const char *path = getenv("FAULTS_STATE");
    below = getenv("FAULTS_BELOW");
    if (!path || !below) return;
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
    int file = real(path, O_RDWR);
    if (file < 0) return;
    void *map = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED) state = map;
}

static int fails(int kind) {
    if (!state || !(state->kinds & kind)) return 0;
    long number = __atomic_add_fetch(&state->count, 1, __ATOMIC_SEQ_CST);
    if (!state->fail_at || number < state->fail_at || (number > state->fail_at && !state->stays)) return 0;
    __atomic_add_fetch(&state->injected, 1, __ATOMIC_SEQ_CST);
    errno = (int)state->error;
    return 1;
}

static int is_below(const char *path) { return state && path && !strncmp(path, below, strlen(below)); }
static int is_watched(int file) { return file >= 0 && file < FILES && watched[file]; }

/* A file that is only read is opened for reading: that there is no room is no answer to it. */
static int open_fails(const char *path, int flags) {
    int reads = (flags & O_ACCMODE) == O_RDONLY;
    return is_below(path) && !(reads && state->error == ENOSPC) && fails(OPENS);
}

static int opened(const char *path, int file) {
    if (file >= 0 && file < FILES) watched[file] = is_below(path);
    return file;
}

#define OPENED(name) \
    int name(const char *path, int flags, ...) { \
        static int (*real)(const char *, int, ...); \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        return open_fails(path, flags) ? -1 : opened(path, real(path, flags, mode)); \
    }
OPENED(open)
OPENED(open64)

#define OF_FILE(kind, type, name, parameters, arguments) \
    type name parameters { \
        static type (*real) parameters; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        return is_watched(file) && fails(kind) ? -1 : real arguments; \
    }
OF_FILE(WRITES, ssize_t, write, (int file, const void *data, size_t size), (file, data, size))
OF_FILE(WRITES, ssize_t, pwrite, (int file, const void *data, size_t size, off_t at), (file, data, size, at))
OF_FILE(WRITES, ssize_t, pwrite64, (int file, const void *data, size_t size, off64_t at), (file, data, size, at))
OF_FILE(READS, ssize_t, read, (int file, void *data, size_t size), (file, data, size))
OF_FILE(READS, ssize_t, pread64, (int file, void *data, size_t size, off64_t at), (file, data, size, at))
OF_FILE(FLUSHES, int, fsync, (int file), (file))
OF_FILE(FLUSHES, int, fdatasync, (int file), (file))
OF_FILE(CUTS, int, ftruncate, (int file, off_t size), (file, size))
OF_FILE(CUTS, int, ftruncate64, (int file, off64_t size), (file, size))

#define OF_PATH(kind, name, parameters, arguments) \
    int name parameters { \
        static int (*real) parameters; \
        if (!real) real = dlsym(RTLD_NEXT, #name); \
        return is_below(path) && fails(kind) ? -1 : real arguments; \
    }
OF_PATH(RENAMES, rename, (const char *path, const char *to), (path, to))
OF_PATH(MAKES, mkdir, (const char *path, mode_t mode), (path, mode))
OF_PATH(REMOVES, unlink, (const char *path), (path))
OF_PATH(REMOVES, rmdir, (const char *path), (path))

int close(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "close");
    if (file >= 0 && file < FILES) watched[file] = 0;
    return real(file);
}
