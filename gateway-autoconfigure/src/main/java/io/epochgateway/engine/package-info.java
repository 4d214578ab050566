/** The running gateway: builds, starts, drains and stops proxies. */
@NullMarked
package io.epochgateway.engine;

import org.jspecify.annotations.NullMarked;
