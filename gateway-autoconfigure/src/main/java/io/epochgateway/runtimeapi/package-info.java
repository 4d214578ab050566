/** HAProxy's Runtime API: lines in, answers out. */
@NullMarked
package io.epochgateway.runtimeapi;

import org.jspecify.annotations.NullMarked;
