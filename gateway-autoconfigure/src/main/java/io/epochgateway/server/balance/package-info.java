/** The choice of a server: one class for each of HAProxy's algorithms. */
@NullMarked
package io.epochgateway.server.balance;

import org.jspecify.annotations.NullMarked;
