/*
 * Preloaded into PostgreSQL: a disk that fails when told to. While the file named by FAILING_DISK exists, one in N of the calls it names fails
 * with the error number it names, on files whose path holds its word: `sync /pg_wal/ 5 3`. Each failure adds a byte to <that file>.fired.
 * A sync takes SYNC_TAKES microseconds: on a tmpfs it takes none, and the moment before it returns is where a kill hurts most.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* The system call itself: PostgreSQL's own writes must not be counted, nor must ours fail. */
static int slurp(const char *path, char *into, size_t size) {
  int handle = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (handle < 0) return 0;
  ssize_t length = syscall(SYS_read, handle, into, size - 1);
  syscall(SYS_close, handle);
  if (length <= 0) return 0;
  into[length] = 0;
  return 1;
}

static void record(const char *order) {
  char path[512];
  snprintf(path, sizeof path, "%s.fired", order);
  int handle = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (handle < 0) return;
  syscall(SYS_write, handle, ".", 1);
  syscall(SYS_close, handle);
}

static int holds(int handle, const char *word) {
  char link[64], path[1024];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strstr(path, word) != NULL;
}

/* @returns the error number with which this call fails, or 0 */
static int fails(const char *kind, int handle) {
  const char *order = getenv("FAILING_DISK");
  char text[256], which[16], word[128];
  int number, one_in;
  struct timespec now;
  if (!order || !slurp(order, text, sizeof text)) return 0;
  if (sscanf(text, "%15s %127s %d %d", which, word, &number, &one_in) != 4) return 0;
  if (strcmp(which, kind) != 0 || !holds(handle, word)) return 0;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (one_in > 1 && (now.tv_nsec / 64) % one_in != 0) return 0;
  record(order);
  return number;
}

static void tarry(const char *kind) {
  const char *takes = getenv("SYNC_TAKES");
  if (takes && strcmp(kind, "sync") == 0) usleep((useconds_t)atoi(takes));
}

#define NEXT(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)
#define FAILING(kind, type, name, parameters, ...)                                                                   \
  type name parameters {                                                                                             \
    int number = fails(kind, handle);                                                                                \
    tarry(kind);                                                                                                     \
    if (number == 0) return NEXT(name, __VA_ARGS__);                                                                 \
    errno = number;                                                                                                  \
    return -1;                                                                                                       \
  }

FAILING("sync", int, fsync, (int handle), handle)
FAILING("sync", int, fdatasync, (int handle), handle)
FAILING("write", ssize_t, write, (int handle, const void *from, size_t size), handle, from, size)
FAILING("write", ssize_t, pwrite, (int handle, const void *from, size_t size, off_t at), handle, from, size, at)
FAILING("write", ssize_t, pwrite64, (int handle, const void *from, size_t size, off64_t at), handle, from, size, at)
FAILING("write", ssize_t, pwritev, (int handle, const struct iovec *from, int count, off_t at), handle, from, count, at)
FAILING("write", ssize_t, pwritev64, (int handle, const struct iovec *from, int count, off64_t at), handle, from, count, at)
