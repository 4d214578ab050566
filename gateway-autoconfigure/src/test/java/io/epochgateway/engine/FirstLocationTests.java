package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.InitAddr.Method;
import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.server.Location;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where servers are at the start, and what becomes of traffic when they move. */
@Timeout(30)
@SuppressWarnings("try") // peers and gateways only have to run
class FirstLocationTests {

    private static Setup named(String name, int port, InitAddr... ways) {
        return new Setup()
                .server(ServerAddress.of(name, port))
                .resolution(new ResolutionDefinition(List.of(ways), null, IpFamily.IPV6, List.of(), Set.of()));
    }

    private static Server server(TestGateway gateway) {
        return gateway.servers().servers().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"LIBC, could not resolve address", "LAST, no method found to resolve address"})
    void aNameWithoutAddressStopsTheStart(Method way, String reason) {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> TestGateway.start(named("nobody.invalid", 80, way)))
                .withMessageContaining("test.server.s0")
                .withMessageContaining("nobody.invalid:80")
                .withMessageContaining(reason);
    }

    @Test
    void withInitAddrNoneAServerWaitsForItsAddressInMaintenance() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(
                        named("nobody.invalid", origin.address().getPort(), Method.LIBC, Method.NONE));
                RawClient before = gateway.client();
                RawClient after = gateway.client()) {
            Server server = server(gateway);
            assertThat(server.state()).isEqualTo(ServerState.MAINT);
            assertThat(server.condition().administrativeMask()).isEqualTo(0x20);
            assertThat(before.get("/").status()).isEqualTo(503);

            gateway.servers().states().move(server, new Location("nobody.invalid", origin.address()), "test");
            gateway.servers().states().resolved(server);
            assertThat(server.state()).isEqualTo(ServerState.UP);
            assertThat(after.get("/found").body()).isEqualTo("/found");
        }
    }

    @Test
    void aFixedAddressIsTheLastWay() throws IOException {
        try (Origin origin = Origin.answeringWithTheTarget();
                TestGateway gateway = TestGateway.start(named(
                        "nobody.invalid",
                        origin.address().getPort(),
                        Method.LAST,
                        Method.LIBC,
                        new InitAddr.Ip("127.0.0.1")));
                RawClient client = gateway.client()) {
            assertThat(client.get("/fallback").body()).isEqualTo("/fallback");
        }
    }

    @Test
    void aMoveIsForNewTrafficOnly() throws IOException {
        Semaphore rest = new Semaphore(0);
        try (Origin here = Origin.that(connection -> {
                    connection.request();
                    connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
                    rest.acquire();
                    connection.send("re");
                });
                Origin there = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere");
                TestGateway gateway = TestGateway.start(Setup.to(here));
                RawClient early = gateway.client();
                RawClient late = gateway.client()) {
            early.sendGet("/");
            assertThat(early.line()).isEqualTo("HTTP/1.1 200 OK");
            gateway.servers().states().move(server(gateway), new Location(null, there.address()), "test");

            assertThat(late.get("/").body()).isEqualTo("there");
            rest.release();
            early.line();
            early.line();
            assertThat(early.read(4)).isEqualTo("here");
        }
    }

    @Test
    void anIdleConnectionToWhereItWasIsNotUsedAgain() throws IOException {
        try (Origin here = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere");
                Origin there = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere");
                TestGateway gateway = TestGateway.start(Setup.to(here));
                RawClient client = gateway.client()) {
            assertThat(client.get("/").body()).isEqualTo("here");
            gateway.awaitIdle(1);
            gateway.servers().states().move(server(gateway), new Location(null, there.address()), "test");
            gateway.awaitIdle(0);
            assertThat(client.get("/").body()).isEqualTo("there");
        }
    }
}
