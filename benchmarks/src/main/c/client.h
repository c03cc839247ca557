/* What the clients in C share. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) {
        perror(path);
        exit(1);
    }
    return fd;
}

static void send_all(int fd, const char *data, size_t len)
{
    while (len) {
        ssize_t n = write(fd, data, len);
        if (n <= 0) {
            perror("write");
            exit(1);
        }
        data += n;
        len -= n;
    }
}

static void negotiate(int fd)
{
    const char *hello = getenv("OOB")
        ? "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"oob\"]},\"id\":0}\n"
        : "{\"execute\":\"qmp_capabilities\",\"id\":0}\n";
    send_all(fd, hello, strlen(hello));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

__attribute__((unused)) static void print_quantiles(double *us, long count)
{
    qsort(us, count, sizeof(*us), by_value);
    printf("p50_us %.2f p99_us %.2f\n", us[count / 2], us[count * 99 / 100]);
}
