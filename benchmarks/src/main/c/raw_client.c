/*
 * The limit of what a client can reach: a blocking unix socket, no JSON parsed, no id looked at. Prints a line of
 * "name value" pairs.
 *
 * Usage: raw_client PATH WORK COUNT COMMAND
 *   one      COUNT times: send, read to the end of the line
 *   windowN  COUNT commands with N in flight: all answers of a read are followed by as many commands in one write
 *   plainN   the same without ids
 *   pairs    COUNT times 'stop' or 'cont' in turn: send, read to its event; its answer is not counted. Without an id, or
 *            with one of three digits where ID is in the environment
 *   events   COMMAND, then COUNT events as they come
 *   ticks    COMMAND, then COUNT events that tell when they were sent
 *   stop     events for COUNT seconds; in the middle of them a 'stop', and a 'cont' once that is answered
 * OOB=1 in the environment negotiates out-of-band execution. Commands, and floods of events, are done once before they
 * are measured, as JavaClient does, so that ids are as long as there.
 */
#include "client.h"

#include <poll.h>

static int fd;
static char in[1 << 17];
static size_t in_pos, in_len;
static long last_id;
static int with_ids = 1;

/* From 1 to 999 again and again, as JavaClient's. */
static long next_id(void)
{
    last_id = last_id % 999 + 1;
    return last_id;
}

/* Fills the buffer with what there is, keeping an unfinished line. */
static void fill(void)
{
    memmove(in, in + in_pos, in_len - in_pos);
    in_len -= in_pos;
    in_pos = 0;
    if (in_len == sizeof(in)) {
        in_len = 0;
    }
    ssize_t n = read(fd, in + in_len, sizeof(in) - in_len);
    if (n <= 0) {
        perror("read");
        exit(1);
    }
    in_len += n;
}

/* How many whole lines are in the buffer. */
static long lines_here(void)
{
    long lines = 0;
    for (char *at = in + in_pos; (at = memchr(at, '\n', in + in_len - at)); at++) {
        lines++;
    }
    return lines;
}

/* Reads to the end of one line. A line longer than the buffer comes as its last part. */
static char *read_line(void)
{
    size_t seen = in_pos;
    for (;;) {
        char *end = memchr(in + seen, '\n', in_len - seen);
        if (end) {
            char *line = in + in_pos;
            *end = 0;
            in_pos = end - in + 1;
            return line;
        }
        size_t unread = in_len - in_pos;
        fill();
        seen = unread < in_len ? unread : 0;
    }
}

static void send_command(const char *command, long count)
{
    char text[256];
    int n = count < 0 ? snprintf(text, sizeof(text), "{\"execute\":\"%s\",\"id\":%ld}\n", command, next_id())
                      : snprintf(text, sizeof(text), "{\"execute\":\"%s\",\"arguments\":{\"count\":%ld},\"id\":%ld}\n",
                                 command, count, next_id());
    send_all(fd, text, n);
}

/* Several commands in one write. */
static void send_commands(const char *command, long commands)
{
    static char text[1 << 14];
    int n = 0;
    for (long i = 0; i < commands; i++) {
        n += with_ids ? snprintf(text + n, sizeof(text) - n, "{\"execute\":\"%s\",\"id\":%ld}\n", command, next_id())
                      : snprintf(text + n, sizeof(text) - n, "{\"execute\":\"%s\"}\n", command);
    }
    send_all(fd, text, n);
}

static void ask(const char *command, double *us, long count)
{
    for (long i = 0; i < count; i++) {
        double start = now_us();
        send_command(command, -1);
        read_line();
        us[i] = now_us() - start;
    }
}

static void one(const char *command, long count)
{
    double *us = malloc(count * sizeof(*us));
    ask(command, us, count);
    ask(command, us, count);
    print_quantiles(us, count);
}

static long least(long a, long b)
{
    return a < b ? a : b;
}

static double window(const char *command, long count, long width)
{
    double start = now_us();
    long sent = least(width, count);
    send_commands(command, sent);
    for (long got = 0; got < count;) {
        read_line();
        long more = lines_here();
        for (long i = 0; i < more; i++) {
            read_line();
        }
        got += 1 + more;
        long free_places = least(1 + more, count - sent);
        if (free_places > 0) {
            send_commands(command, free_places);
            sent += free_places;
        }
    }
    return count / ((now_us() - start) / 1e6);
}

static void pairs(long count)
{
    double *us = malloc(count * sizeof(*us));
    for (long i = 0; i < 2 * count; i++) {
        const char *event = i % 2 ? "\"event\": \"STOP\"" : "\"event\": \"RESUME\"";
        const char *command = i % 2 ? "stop" : "cont";
        char text[64];
        snprintf(text, sizeof(text), "{\"execute\":\"%s\"%s}\n", command, getenv("ID") ? ",\"id\":123" : "");
        double start = now_us();
        send_all(fd, text, strlen(text));
        while (!strstr(read_line(), event)) {
            /* another event */
        }
        us[i % count] = now_us() - start;
        while (strncmp(read_line(), "{\"return\"", 9)) {
            /* another event */
        }
    }
    print_quantiles(us, count);
}

static double events(const char *command, long count)
{
    double start = now_us();
    send_command(command, count);
    for (long i = 0; i <= count; i++) {
        read_line();
    }
    return count / ((now_us() - start) / 1e6);
}

static void ticks(const char *command, long count)
{
    double *us = malloc(count * sizeof(*us));
    send_command(command, count);
    read_line();
    for (long i = 0; i < count; i++) {
        char *sent = strstr(read_line(), "\"ns\": ");
        us[i] = now_us() - atoll(sent + 6) / 1e3;
    }
    print_quantiles(us, count);
}

static void stop(long seconds)
{
    double start = now_us(), end = start + seconds * 1e6, middle = start + seconds * 5e5, asked = 0, answered = 0;
    long count = 0;
    while (now_us() < end) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        if (in_pos == in_len && !poll(&wait, 1, 100)) {
            continue;
        }
        char *line = read_line();
        if (!strncmp(line, "{\"return\"", 9)) {
            if (!answered) {
                answered = now_us();
                send_command("cont", -1);
            }
        } else {
            count++;
        }
        if (!asked && now_us() > middle) {
            asked = now_us();
            send_command("stop", -1);
        }
    }
    printf("per_second %.0f stop_ms %.2f\n", count / ((double)seconds - (answered - asked) / 1e6),
           (answered - asked) / 1e3);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: %s PATH WORK COUNT COMMAND\n", argv[0]);
        return 2;
    }
    fd = connect_to(argv[1]);
    read_line();
    negotiate(fd);
    while (strncmp(read_line(), "{\"return\"", 9)) {
        /* an event that came first */
    }
    const char *work = argv[2];
    long count = atol(argv[3]);
    if (!strcmp(work, "one")) {
        one(argv[4], count);
    } else if (!strncmp(work, "window", 6)) {
        window(argv[4], count, atol(work + 6));
        printf("per_second %.0f\n", window(argv[4], count, atol(work + 6)));
    } else if (!strcmp(work, "events")) {
        events(argv[4], count);
        printf("per_second %.0f\n", events(argv[4], count));
    } else if (!strcmp(work, "ticks")) {
        ticks(argv[4], count);
    } else if (!strncmp(work, "plain", 5)) {
        with_ids = 0;
        window(argv[4], count, atol(work + 5));
        printf("per_second %.0f\n", window(argv[4], count, atol(work + 5)));
    } else if (!strcmp(work, "pairs")) {
        pairs(count);
    } else if (!strcmp(work, "stop")) {
        stop(count);
    } else {
        fprintf(stderr, "no such work: %s\n", work);
        return 2;
    }
    return 0;
}
