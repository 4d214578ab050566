/** Samples: what is fetched of a stream and how it is converted. Parsed once, evaluated in place. */
@NullMarked
package io.epochgateway.rule.sample;

import org.jspecify.annotations.NullMarked;
