/** The sample: a gateway in front of an origin that closes at random. */
@NullMarked
package io.epochgateway.sample;

import org.jspecify.annotations.NullMarked;
