package io.epochgateway.definition;

import io.epochgateway.definition.LogPatterns.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each request of a frontend is called (HAProxy {@code unique-id-format}).
 *
 * @param format how it is put together
 * @param header the field that tells the server; null if none does
 */
public record UniqueIdDefinition(Pattern format, @Nullable String header) {}
