/*
 * Speaks just enough QMP to begin a session, and then sends what is costly to read, for ever:
 *
 *   events    events of 143 bytes
 *   short     the shortest messages that there are
 *   large     messages of 95 MiB each
 *   error     errors of 16 MiB, each with a million different members
 *
 * Usage: hostile_server PATH WHAT BYTES_PER_SECOND, where 0 means as fast as the client reads. Serves one connection.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char GREETING[] =
    "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 99}, \"package\": \"hostile\"}, "
    "\"capabilities\": []}}\r\n";
static const char EVENT[] =
    "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, \"event\": \"GUEST_CRASHLOADED\", "
    "\"data\": {\"action\": \"run\"}}\r\n";
static const char SHORT[] = "{\"event\":\"\"}";

static char *data;
static size_t data_len;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void repeat(const char *message, size_t least)
{
    size_t len = strlen(message);
    data = malloc(least + len);
    if (!data) {
        fail("malloc");
    }
    for (data_len = 0; data_len < least; data_len += len) {
        memcpy(data + data_len, message, len);
    }
}

static void make(const char *what)
{
    if (!strcmp(what, "events")) {
        repeat(EVENT, 1 << 16);
    } else if (!strcmp(what, "short")) {
        repeat(SHORT, 1 << 16);
    } else if (!strcmp(what, "large")) {
        size_t len = 95 << 20;
        repeat("x", len);
        memcpy(data, "{\"id\": 0, \"return\": \"", 21);
        memcpy(data + len - 4, "\"}\r\n", 4);
    } else {
        size_t cap = 17 << 20;
        data = malloc(cap);
        if (!data) {
            fail("malloc");
        }
        data_len = (size_t)sprintf(data, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"d\"");
        for (int i = 0; data_len < (16 << 20); i++) {
            data_len += (size_t)sprintf(data + data_len, ", \"m%d\": %d", i, i);
        }
        data_len += (size_t)sprintf(data + data_len, "}, \"id\": 0}\r\n");
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void begin(int fd)
{
    char line[4096], answer[4200];
    size_t len = 0;
    if (write(fd, GREETING, sizeof(GREETING) - 1) < 0) {
        fail("write");
    }
    do {
        ssize_t n = read(fd, line + len, sizeof(line) - 1 - len);
        if (n <= 0) {
            exit(0);
        }
        len += (size_t)n;
        line[len] = 0;
    } while (!strchr(line, '\n'));
    char *id = strstr(line, "\"id\":");
    if (!id) {
        exit(1);
    }
    int n = sprintf(answer, "{\"return\": {}, %.*s\r\n", (int)strcspn(id, "\r\n"), id);
    if (write(fd, answer, (size_t)n) < 0) {
        fail("write");
    }
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: hostile_server PATH WHAT BYTES_PER_SECOND\n");
        return 2;
    }
    double rate = atof(argv[3]);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", argv[1]);
    make(argv[2]);
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&address, sizeof(address)) || listen(server, 1)) {
        fail(argv[1]);
    }
    int fd = accept(server, NULL, NULL);
    if (fd < 0) {
        fail("accept");
    }
    begin(fd);
    double start = now();
    double sent = 0;
    for (size_t position = 0;; position = position == data_len ? 0 : position) {
        size_t part = data_len - position < 65536 ? data_len - position : 65536;
        if (rate > 0) {
            double allowed = (now() - start) * rate - sent;
            if (allowed < 1) {
                usleep(500);
                continue;
            }
            part = (double)part > allowed ? (size_t)allowed : part;
        }
        ssize_t n = send(fd, data + position, part, MSG_NOSIGNAL);
        if (n < 0) {
            return 0;
        }
        position += (size_t)n;
        sent += (double)n;
    }
}
