/** Names of servers while the gateway runs: name servers, the application's discovery, and the servers that follow them. */
@NullMarked
package io.epochgateway.server.resolve;

import org.jspecify.annotations.NullMarked;
