/** Cookie persistence: a client comes back to the server that knows it. */
@NullMarked
package io.epochgateway.server.cookie;

import org.jspecify.annotations.NullMarked;
