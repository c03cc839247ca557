/*
 * Speaks just enough QMP to measure clients: greets, and answers every object that ends with "id":N} by a return with
 * that id. It looks at braces and quotes, not at what a command means, with a few exceptions:
 *
 *   "execute":"flood"   answers, then sends N events ("count":N) as fast as the client takes them
 *   "execute":"ticks"   answers, then sends N events a millisecond apart, each with the time that it was sent
 *   "execute":"large"   answers with the file that was given as third argument
 *   "execute":"shout"   answers, then sends one event to every connection
 *   "execute":"quit"    ends the server
 *
 * Usage: echo_server PATH [MAX_CONNECTIONS [FILE]]. One thread, epoll, unix socket.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define IN_SIZE 4096

struct conn {
    int fd;
    int depth, in_string, escaped;
    size_t in_len;
    char in[IN_SIZE];
    char *out;
    size_t out_len, out_cap, out_pos;
    long flood_left;
    int want_write;
};

static const char GREETING[] =
    "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 99}, \"package\": \"echo\"}, "
    "\"capabilities\": [\"oob\"]}}\r\n";
static const char EVENT[] =
    "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, \"event\": \"GUEST_CRASHLOADED\", "
    "\"data\": {\"action\": \"run\"}}\r\n";

static int epoll_fd;
static char *large;
static size_t large_len;
static struct conn **conns;
static int max_fd;
static struct conn *ticked;
static long ticks_left;
static long long last_tick;

static long long now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void append(struct conn *c, const char *data, size_t len)
{
    if (c->out_pos == c->out_len) {
        c->out_pos = c->out_len = 0;
    }
    if (c->out_len + len > c->out_cap) {
        c->out_cap = (c->out_len + len) * 2;
        c->out = realloc(c->out, c->out_cap);
        if (!c->out) {
            perror("realloc");
            exit(1);
        }
    }
    memcpy(c->out + c->out_len, data, len);
    c->out_len += len;
}

static void drop(struct conn *c)
{
    conns[c->fd] = NULL;
    if (c == ticked) {
        ticked = NULL;
    }
    close(c->fd);
    free(c->out);
    free(c);
}

static void want_write(struct conn *c, int wanted)
{
    if (c->want_write != wanted) {
        struct epoll_event ev = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0), .data.ptr = c};
        c->want_write = wanted;
        epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &ev);
    }
}

/* Writes what fits; 0 if the connection is gone. */
static int flush(struct conn *c)
{
    for (;;) {
        while (c->flood_left > 0 && c->out_len - c->out_pos < 65536) {
            append(c, EVENT, sizeof(EVENT) - 1);
            c->flood_left--;
        }
        if (c->out_pos == c->out_len) {
            want_write(c, 0);
            return 1;
        }
        ssize_t n = write(c->fd, c->out + c->out_pos, c->out_len - c->out_pos);
        if (n < 0) {
            if (errno != EAGAIN) {
                return 0;
            }
            want_write(c, 1);
            return 1;
        }
        c->out_pos += n;
        if (c->out_pos > 1 << 20) {
            memmove(c->out, c->out + c->out_pos, c->out_len - c->out_pos);
            c->out_len -= c->out_pos;
            c->out_pos = 0;
        }
    }
}

static void answer(struct conn *c)
{
    char buffer[256];
    c->in[c->in_len] = 0;
    char *id = strstr(c->in, "\"id\":");
    char *end = c->in + c->in_len - 1;
    int id_len = id ? (int)(end - id - 5) : 0;
    if (strstr(c->in, "\"large\"") && large) {
        append(c, "{\"return\": ", 11);
        append(c, large, large_len);
        int n = snprintf(buffer, sizeof(buffer), ", \"id\": %.*s}\r\n", id_len, id ? id + 5 : "");
        append(c, buffer, n);
        return;
    }
    int n = id ? snprintf(buffer, sizeof(buffer), "{\"return\": {}, \"id\": %.*s}\r\n", id_len, id + 5)
               : snprintf(buffer, sizeof(buffer), "{\"return\": {}}\r\n");
    append(c, buffer, n);
    if (strstr(c->in, "\"flood\"")) {
        char *count = strstr(c->in, "\"count\":");
        c->flood_left = count ? atol(count + 8) : 0;
    } else if (strstr(c->in, "\"ticks\"")) {
        char *count = strstr(c->in, "\"count\":");
        ticked = c;
        ticks_left = count ? atol(count + 8) : 0;
        last_tick = now_ns();
    } else if (strstr(c->in, "\"shout\"")) {
        for (int fd = 0; fd <= max_fd; fd++) {
            if (conns[fd]) {
                append(conns[fd], EVENT, sizeof(EVENT) - 1);
                if (conns[fd] != c && !flush(conns[fd])) {
                    drop(conns[fd]);
                }
            }
        }
    } else if (strstr(c->in, "\"quit\"")) {
        flush(c);
        exit(0);
    }
}

static void take(struct conn *c, const char *data, ssize_t len)
{
    for (ssize_t i = 0; i < len; i++) {
        char b = data[i];
        if (c->depth == 0 && b != '{') {
            continue;
        }
        if (c->in_len < IN_SIZE - 1) {
            c->in[c->in_len++] = b;
        }
        if (c->in_string) {
            if (c->escaped) {
                c->escaped = 0;
            } else if (b == '\\') {
                c->escaped = 1;
            } else if (b == '"') {
                c->in_string = 0;
            }
        } else if (b == '"') {
            c->in_string = 1;
        } else if (b == '{' || b == '[') {
            c->depth++;
        } else if ((b == '}' || b == ']') && --c->depth == 0) {
            answer(c);
            c->in_len = 0;
        }
    }
}

static void add(int fd)
{
    struct conn *c = calloc(1, sizeof(*c));
    if (!c) {
        perror("calloc");
        exit(1);
    }
    c->fd = fd;
    conns[fd] = c;
    max_fd = fd > max_fd ? fd : max_fd;
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &ev);
    append(c, GREETING, sizeof(GREETING) - 1);
    flush(c);
}

/* Sends an event where a millisecond has passed since the last one. */
static void tick(void)
{
    char event[160];
    long long now = now_ns();
    if (now - last_tick < 1000000) {
        return;
    }
    last_tick = now;
    ticks_left--;
    int n = snprintf(event, sizeof(event),
                     "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, \"event\": \"TICK\", "
                     "\"data\": {\"ns\": %lld}}\r\n", now);
    append(ticked, event, n);
    if (!flush(ticked)) {
        drop(ticked);
    }
}

static void load(const char *file)
{
    FILE *f = fopen(file, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st) || !(large = malloc(st.st_size)) || fread(large, 1, st.st_size, f) != (size_t)st.st_size) {
        perror(file);
        exit(1);
    }
    large_len = st.st_size;
    fclose(f);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s PATH [MAX_CONNECTIONS [FILE]]\n", argv[0]);
        return 2;
    }
    int max = argc > 2 ? atoi(argv[2]) : 64;
    if (argc > 3) {
        load(argv[3]);
    }
    signal(SIGPIPE, SIG_IGN); /* whoever goes is noticed by write() */
    struct rlimit limit = {max + 64, max + 64};
    setrlimit(RLIMIT_NOFILE, &limit);
    conns = calloc(max + 64, sizeof(*conns));
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, argv[1], sizeof(address.sun_path) - 1);
    unlink(argv[1]);
    if (bind(server, (struct sockaddr *)&address, sizeof(address)) || listen(server, 4096)) {
        perror(argv[1]);
        return 1;
    }
    epoll_fd = epoll_create1(0);
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, server, &ev);
    struct epoll_event events[256];
    static char buffer[65536];
    for (;;) {
        int ticking = ticked && ticks_left > 0;
        int n = epoll_wait(epoll_fd, events, 256, ticking ? 1 : -1);
        if (ticking) {
            tick();
        }
        for (int i = 0; i < n; i++) {
            struct conn *c = events[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    if (fd >= max + 64) {
                        close(fd);
                    } else {
                        add(fd);
                    }
                }
                continue;
            }
            int alive = 1;
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                ssize_t got = read(c->fd, buffer, sizeof(buffer));
                if (got > 0) {
                    take(c, buffer, got);
                } else if (got == 0 || errno != EAGAIN) {
                    alive = 0;
                }
            }
            if (!alive || !flush(c)) {
                drop(c);
            }
        }
    }
}
