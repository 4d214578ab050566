package io.epochgateway.peers;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Spring Cloud Gateway with one route. Arguments: the port to listen on at 127.0.0.1, the port of the server there, the
 * number of event loops.
 */
@SpringBootApplication
public class SpringCloudGateway {

    public static void main(String[] args) {
        System.setProperty("reactor.netty.ioWorkerCount", args[2]);
        SpringApplication application = new SpringApplication(SpringCloudGateway.class);
        String route = "spring.cloud.gateway.server.webflux.routes[0].";
        application.setDefaultProperties(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                args[0],
                // it warns of a Spring Boot that is newer than itself, and runs
                "spring.cloud.compatibility-verifier.enabled",
                "false",
                route + "id",
                "server",
                route + "uri",
                "http://127.0.0.1:" + args[1],
                route + "predicates[0]",
                "Path=/**"));
        application.run();
    }
}
