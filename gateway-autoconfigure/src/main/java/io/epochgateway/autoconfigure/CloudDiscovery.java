package io.epochgateway.autoconfigure;

import io.epochgateway.server.resolve.Discovery;
import io.epochgateway.server.resolve.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.util.StringUtils;

/** The instances that Spring Cloud's client knows. Any thread. */
record CloudDiscovery(DiscoveryClient client) implements Discovery {

    private static final int HIGHEST_PORT = 65535;

    @Override
    public List<Endpoint> instances(String service) {
        List<Endpoint> all = new ArrayList<>();
        for (ServiceInstance instance : client.getInstances(service)) {
            String host = instance.getHost();
            int port = instance.getPort();
            // an instance that says not where it is is none
            if (StringUtils.hasText(host) && port > 0 && port <= HIGHEST_PORT) {
                all.add(new Endpoint(host, port));
            }
        }
        return all;
    }
}
