/** The generation-tagged epoll transport: registrations, the fd table, stale reports. */
@NullMarked
package io.epochgateway.epoll;

import org.jspecify.annotations.NullMarked;
