package io.epochgateway.net;

import org.jspecify.annotations.Nullable;

/**
 * What carries the bytes.
 *
 * @param name {@code epoll}, {@code kqueue} or {@code nio}
 * @param generationTagging whether each fd carries its generation to the kernel
 * @param reason why there is no generation tagging; null where there is
 */
public record Transport(
        String name, boolean generationTagging, @Nullable String reason) {}
