/** The configuration as immutable, validated records; knows nothing of the running proxy. */
@NullMarked
package io.epochgateway.definition;

import org.jspecify.annotations.NullMarked;
