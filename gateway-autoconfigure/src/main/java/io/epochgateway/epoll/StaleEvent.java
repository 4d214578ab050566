package io.epochgateway.epoll;

import java.time.Instant;

/**
 * A report that was dropped because its fd had begun another life.
 *
 * @param loop where it came, by number from 1
 * @param generation the one it was meant for
 * @param currentGeneration the number's when it came
 * @param events the names of its bits in epoll_ctl(2), separated by {@code |}
 * @param condition the comment of the counter that was hit
 */
public record StaleEvent(
        Instant time, int loop, int fd, long generation, long currentGeneration, String events, String condition) {}
