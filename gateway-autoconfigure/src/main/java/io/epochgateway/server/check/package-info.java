/** Whether servers work: health checks and what follows from them. */
@NullMarked
package io.epochgateway.server.check;

import org.jspecify.annotations.NullMarked;
