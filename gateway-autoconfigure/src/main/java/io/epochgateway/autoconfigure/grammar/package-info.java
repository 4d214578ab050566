/** The words of the configuration: what may be written where, how it is read, and what it means. */
@NullMarked
package io.epochgateway.autoconfigure.grammar;

import org.jspecify.annotations.NullMarked;
