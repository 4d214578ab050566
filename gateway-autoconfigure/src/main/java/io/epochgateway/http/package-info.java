/** HTTP messages in place: heads, body framing, error replies. */
@NullMarked
package io.epochgateway.http;

import org.jspecify.annotations.NullMarked;
