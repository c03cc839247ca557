/*
 * Many connections in one thread: all connect, all ask once, and all hear of an event, a few times. Prints how long each
 * took, the median of the events.
 *
 * Usage: many_client PATH many CONNECTIONS COMMAND
 */
#include "client.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#define SHOUTS 25

static int epoll_fd;
static long connections;
static int *lines;
static int *fds;

/* Waits until every connection has brought so many lines in all. */
static void await_lines(int wanted)
{
    static char buffer[65536];
    struct epoll_event ready[256];
    long missing = 0;
    for (long i = 0; i < connections; i++) {
        missing += lines[i] < wanted;
    }
    while (missing) {
        int n = epoll_wait(epoll_fd, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            long which = ready[i].data.u64;
            ssize_t got = read(fds[which], buffer, sizeof(buffer));
            if (got <= 0) {
                perror("read");
                exit(1);
            }
            int before = lines[which];
            for (char *at = buffer; (at = memchr(at, '\n', buffer + got - at)); at++) {
                lines[which]++;
            }
            missing -= before < wanted && lines[which] >= wanted;
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: %s PATH many CONNECTIONS COMMAND\n", argv[0]);
        return 2;
    }
    connections = atol(argv[3]);
    struct rlimit limit = {connections + 64, connections + 64};
    setrlimit(RLIMIT_NOFILE, &limit);
    lines = calloc(connections, sizeof(*lines));
    fds = calloc(connections, sizeof(*fds));
    epoll_fd = epoll_create1(0);
    double start = now_us();
    for (long i = 0; i < connections; i++) {
        fds[i] = connect_to(argv[1]);
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = i};
        epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fds[i], &event);
        negotiate(fds[i]);
    }
    await_lines(2);
    double connected = now_us();
    char text[256];
    int len = snprintf(text, sizeof(text), "{\"execute\":\"%s\",\"id\":1}\n", argv[4]);
    for (long i = 0; i < connections; i++) {
        send_all(fds[i], text, len);
    }
    await_lines(3);
    double answered = now_us();
    double events_us[SHOUTS];
    for (int i = 0; i < SHOUTS; i++) {
        const char *shout = "{\"execute\":\"shout\",\"id\":2}\n";
        double start_of_event = now_us();
        send_all(fds[0], shout, strlen(shout));
        lines[0]--; /* its answer */
        await_lines(4 + i);
        events_us[i] = now_us() - start_of_event;
    }
    qsort(events_us, SHOUTS, sizeof(*events_us), by_value);
    printf("connect_ms %.1f answer_ms %.1f event_ms %.2f\n", (connected - start) / 1e3, (answered - connected) / 1e3,
           events_us[SHOUTS / 2] / 1e3);
    return 0;
}
