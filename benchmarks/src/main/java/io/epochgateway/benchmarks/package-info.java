/** The HTTP/1.1 load driver: clients that verify what they get, and abort when asked. */
@NullMarked
package io.epochgateway.benchmarks;

import org.jspecify.annotations.NullMarked;
