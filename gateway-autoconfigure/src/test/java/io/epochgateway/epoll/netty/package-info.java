/** Netty's published transport suite on our handler: what holds on Netty's own must hold here. */
@NullMarked
package io.epochgateway.epoll.netty;

import org.jspecify.annotations.NullMarked;
