/** The origin: an HTTP/1.1 server that does what the request's arguments say, in the words of httpterm. */
@NullMarked
package io.epochgateway.sample.origin;

import org.jspecify.annotations.NullMarked;
