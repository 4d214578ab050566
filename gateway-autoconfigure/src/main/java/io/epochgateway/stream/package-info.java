/** The life of a request or a TCP session, from its first byte to its end. */
@NullMarked
package io.epochgateway.stream;

import org.jspecify.annotations.NullMarked;
