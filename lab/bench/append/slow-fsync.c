/* A disk that is one millisecond slower, for LD_PRELOAD: what the server asks to be synced is synced, and then the caller waits. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int one_millisecond_later(long result)
{
    struct timespec rest = {0, 1000000};
    if (result == 0)
        clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, NULL);
    return (int) result;
}

int fdatasync(int file)
{
    return one_millisecond_later(syscall(SYS_fdatasync, file));
}

int fsync(int file)
{
    return one_millisecond_later(syscall(SYS_fsync, file));
}
