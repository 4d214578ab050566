/** Named event counters, declared where the rare thing happens. */
@NullMarked
package io.epochgateway.counter;

import org.jspecify.annotations.NullMarked;
