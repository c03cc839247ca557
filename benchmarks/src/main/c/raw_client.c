/*
 * The limit of what a client can reach: a blocking unix socket, no JSON parsed, no id looked at. Prints a line of
 * "name value" pairs.
 *
 * Usage: raw_client PATH WORK COUNT COMMAND
 *   one      COUNT times: send, read to the end of the line
 *   windowN  COUNT commands with N in flight
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
static long id = 1;

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
    int n = count < 0 ? snprintf(text, sizeof(text), "{\"execute\":\"%s\",\"id\":%ld}\n", command, id++)
                      : snprintf(text, sizeof(text), "{\"execute\":\"%s\",\"arguments\":{\"count\":%ld},\"id\":%ld}\n",
                                 command, count, id++);
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

static double window(const char *command, long count, long width)
{
    double start = now_us();
    long sent = 0;
    for (; sent < width && sent < count; sent++) {
        send_command(command, -1);
    }
    for (long got = 0; got < count; got++) {
        read_line();
        if (sent < count) {
            send_command(command, -1);
            sent++;
        }
    }
    return count / ((now_us() - start) / 1e6);
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
    } else if (!strcmp(work, "stop")) {
        stop(count);
    } else {
        fprintf(stderr, "no such work: %s\n", work);
        return 2;
    }
    return 0;
}
