/** Other proxies on the JVM, as plain as their makers' manuals show them, to compare the gateway with. */
@NullMarked
package io.epochgateway.peers;

import org.jspecify.annotations.NullMarked;
