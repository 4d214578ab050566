/** Frontends, backends and listeners, and the routing from one to the other. */
@NullMarked
package io.epochgateway.proxy;

import org.jspecify.annotations.NullMarked;
