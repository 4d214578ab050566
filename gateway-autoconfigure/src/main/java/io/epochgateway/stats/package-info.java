/** What passed through frontends, backends and servers, under the names of HAProxy's statistics. */
@NullMarked
package io.epochgateway.stats;

import org.jspecify.annotations.NullMarked;
