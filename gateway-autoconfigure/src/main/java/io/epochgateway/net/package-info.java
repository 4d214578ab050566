/** The glue to Reactor Netty: event loops, listeners, connectors, timers, buffers. */
@NullMarked
package io.epochgateway.net;

import org.jspecify.annotations.NullMarked;
