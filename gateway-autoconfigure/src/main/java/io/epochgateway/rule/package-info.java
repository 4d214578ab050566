/** Rules: what is done with a connection or a stream, and where it goes. Understood at the start, evaluated in place. */
@NullMarked
package io.epochgateway.rule;

import org.jspecify.annotations.NullMarked;
