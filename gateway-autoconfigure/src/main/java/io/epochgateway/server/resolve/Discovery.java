package io.epochgateway.server.resolve;

import java.util.List;

/** What the application knows of where services are, such as Spring Cloud's {@code DiscoveryClient}. Any thread. */
@FunctionalInterface
public interface Discovery {

    /**
     * The instances of a service at present. Asked every {@code hold valid} on a thread that may be kept waiting, and at the
     * start on the thread that starts the gateway.
     *
     * @param service the id behind {@code discovery:}
     * @return none if there is no such service
     * @throws RuntimeException if it can't be told; what was told last counts for {@code hold other}
     */
    List<Endpoint> instances(String service);
}
