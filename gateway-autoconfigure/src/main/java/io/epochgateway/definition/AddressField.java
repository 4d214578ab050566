package io.epochgateway.definition;

import org.jspecify.annotations.Nullable;

/**
 * A field with an address of the client's connection that is added to requests (HAProxy {@code option forwardfor},
 * {@code option originalto}).
 *
 * @param name the field's name
 * @param except where it isn't added: addresses of this network; null for everywhere
 * @param ifNone whether it is added only to requests that have no such field
 */
public record AddressField(String name, @Nullable Network except, boolean ifNone) {}
