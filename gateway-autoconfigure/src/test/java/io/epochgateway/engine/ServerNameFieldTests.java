package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server is told its own name, as HAProxy's {@code http-send-name-header} tells it. */
class ServerNameFieldTests {

    private final Origin origin = Origin.answering(Origin.OK);
    private final ConfiguredGateway gateway = ConfiguredGateway.withFront(1);

    @BeforeEach
    void askForIt() {
        gateway.set("backend.back.http-send-name-header", "X-Srv");
    }

    @AfterEach
    void stop() {
        gateway.close();
        origin.close();
    }

    @Test
    void theNameStandsBehindAllOtherFieldsAndInThePlaceOfTheClients() throws IOException {
        gateway.server("back/s0", origin);
        try (RawClient client = gateway.start().client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Srv: fake\r\nx-srv: fake\r\nA: 1\r\n\r\n");
            client.reply();
            client.get("/2");
        }
        assertThat(origin.requests())
                .extracting(Message::fields)
                .containsExactly(List.of("Host: a", "A: 1", "x-srv: s0"), List.of("Host: gateway", "x-srv: s0"));
    }

    @Test
    void aBodyThatComesLaterFollows() throws IOException {
        gateway.server("back/s0", origin);
        try (RawClient client = gateway.start().client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nab");
            client.send("cd");
            client.send("ef");
            client.reply();
        }
        assertThat(origin.requests().getFirst().body()).isEqualTo("abcdef");
        assertThat(origin.requests().getFirst().field("x-srv")).isEqualTo("s0");
    }

    @Test
    void eachServerIsToldItsOwnWhenTheRequestIsTriedAgain() throws IOException {
        try (Origin broken = Origin.thatClosesAfterReadingTheRequest()) {
            gateway.server("back/s0", broken);
            gateway.server("back/s1", origin);
            gateway.set("backend.back.retry-on", "empty-response");
            gateway.set("backend.back.option", "redispatch 1");
            try (RawClient client = gateway.start().client()) {
                assertThat(client.post("/1", "body").status()).isEqualTo(200);
            }
            assertThat(broken.requests())
                    .extracting(request -> request.field("x-srv"))
                    .containsExactly("s0");
            assertThat(origin.requests())
                    .extracting(request -> request.field("x-srv"))
                    .containsExactly("s1");
            assertThat(origin.requests().getFirst().body()).isEqualTo("body");
        }
    }
}
