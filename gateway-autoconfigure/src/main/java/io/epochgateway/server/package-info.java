/** Servers: their slots and queue, their idle connections, the choice among them. */
@NullMarked
package io.epochgateway.server;

import org.jspecify.annotations.NullMarked;
