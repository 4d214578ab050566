/** Lines about requests and connections in HAProxy's formats: made on the event loops, written by a thread beside them. */
@NullMarked
package io.epochgateway.accesslog;

import org.jspecify.annotations.NullMarked;
