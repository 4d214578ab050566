package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.AddressField;
import io.epochgateway.definition.ForwardedField;
import io.epochgateway.definition.Network;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is told of the client, as HAProxy tells it. */
class AddedFieldTests {

    private static final String GET = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n";
    private static final AddressField FORWARD_FOR = new AddressField("X-Forwarded-For", null, false);
    private static final AddressField FORWARD_FOR_IF_NONE = new AddressField("X-Forwarded-For", null, true);

    private static Message seen(HttpSetup front, HttpSetup back, String request) throws IOException {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).front(front).back(back));
                RawClient client = gateway.client()) {
            client.send(request);
            assertThat(client.reply().status()).isEqualTo(200);
            return origin.requests().getFirst();
        }
    }

    private static AddressField except(String address, int prefix) throws IOException {
        return new AddressField("X-Forwarded-For", new Network(InetAddress.getByName(address), prefix), false);
    }

    private static HttpSetup forwardFor(AddressField field) {
        return new HttpSetup().forwardFor(field);
    }

    @Test
    void withoutTheOptionsNothingIsAdded() throws IOException {
        assertThat(seen(new HttpSetup(), new HttpSetup(), GET).fields()).containsExactly("Host: gateway");
    }

    @Test
    void theClientsAddressIsTheLastFieldWhicheverSideAsksForIt() throws IOException {
        assertThat(seen(forwardFor(FORWARD_FOR), new HttpSetup(), GET).fields())
                .containsExactly("Host: gateway", "x-forwarded-for: 127.0.0.1");
        assertThat(seen(new HttpSetup(), forwardFor(FORWARD_FOR), GET).fields())
                .containsExactly("Host: gateway", "x-forwarded-for: 127.0.0.1");
    }

    @Test
    void theBackendsNameWins() throws IOException {
        AddressField other = new AddressField("X-Client", null, false);
        assertThat(seen(forwardFor(other), forwardFor(FORWARD_FOR), GET).fields())
                .containsExactly("Host: gateway", "x-forwarded-for: 127.0.0.1");
        assertThat(seen(forwardFor(FORWARD_FOR), forwardFor(other), GET).fields())
                .containsExactly("Host: gateway", "x-client: 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,32,false",
        "127.0.0.0,8,false",
        "0.0.0.0,0,false",
        "127.0.0.2,32,true",
        "126.0.0.0,8,true",
        "::1,128,true"
    })
    void anExceptionOfEitherSideCounts(String address, int prefix, boolean added) throws IOException {
        assertThat(seen(forwardFor(except(address, prefix)), forwardFor(FORWARD_FOR), GET)
                        .has("x-forwarded-for"))
                .isEqualTo(added);
        assertThat(seen(forwardFor(FORWARD_FOR), forwardFor(except(address, prefix)), GET)
                        .has("x-forwarded-for"))
                .isEqualTo(added);
    }

    @Test
    void aFieldOfTheClientStaysAndIsFollowedByOurs() throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: 9.9.9.9\r\nX-Other: 1\r\n\r\n";
        assertThat(seen(forwardFor(FORWARD_FOR), new HttpSetup(), request).fields())
                .containsExactly(
                        "Host: gateway", "X-Forwarded-For: 9.9.9.9", "X-Other: 1", "x-forwarded-for: 127.0.0.1");
    }

    @Test
    void ifNoneHoldsWhereBothSidesSaySo() throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: gateway\r\nx-FORWARDED-for: 9.9.9.9\r\n\r\n";
        assertThat(seen(forwardFor(FORWARD_FOR_IF_NONE), new HttpSetup(), request)
                        .fields())
                .hasSize(2);
        assertThat(seen(forwardFor(FORWARD_FOR_IF_NONE), forwardFor(FORWARD_FOR_IF_NONE), request)
                        .fields())
                .hasSize(2);
        assertThat(seen(forwardFor(FORWARD_FOR_IF_NONE), forwardFor(FORWARD_FOR), request)
                        .fields())
                .hasSize(3);
        assertThat(seen(forwardFor(FORWARD_FOR_IF_NONE), new HttpSetup(), GET).fields())
                .hasSize(2);
    }

    @Test
    void theAddressThatTheClientConnectedToIsTold() throws IOException {
        HttpSetup front = new HttpSetup()
                .originalTo(new AddressField("X-Original-To", null, false))
                .forwardFor(FORWARD_FOR);
        assertThat(seen(front, new HttpSetup(), GET).fields())
                .containsExactly("Host: gateway", "x-forwarded-for: 127.0.0.1", "x-original-to: 127.0.0.1");
    }

    @Test
    void theConnectionFieldOfAnOldClientStandsBehindThem() throws IOException {
        assertThat(seen(forwardFor(FORWARD_FOR), new HttpSetup(), "GET / HTTP/1.0\r\n\r\n")
                        .fields())
                .containsExactly("x-forwarded-for: 127.0.0.1", "connection: keep-alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "gateway:8080", "[::1]:80"})
    void forwardedTellsInHaproxysOrder(String host) throws IOException {
        HttpSetup back = new HttpSetup().forwarded(new ForwardedField(true, true, true, true, true, true));
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).back(back));
                RawClient client = gateway.client()) {
            client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            client.reply();
            assertThat(origin.requests().getFirst().field("forwarded"))
                    .matches("proto=http;host=\"\\Q" + host + "\\E\";by=\"127\\.0\\.0\\.1:"
                            + gateway.address().getPort() + "\";for=\"127\\.0\\.0\\.1:\\d+\"");
        }
    }

    @Test
    void forwardedUsuallyTellsTheSchemeAndTheClient() throws IOException {
        assertThat(seen(new HttpSetup(), new HttpSetup().forwarded(ForwardedField.USUAL), GET)
                        .fields())
                .containsExactly("Host: gateway", "forwarded: proto=http;for=127.0.0.1");
    }

    @Test
    void forwardedTellsUnknownWhereOnlyAPortIsAskedFor() throws IOException {
        ForwardedField ports = new ForwardedField(false, false, false, true, false, true);
        assertThat(seen(new HttpSetup(), new HttpSetup().forwarded(ports), GET).field("forwarded"))
                .matches("by=\"unknown:\\d+\";for=\"unknown:\\d+\"");
    }

    @Test
    void forwardedLeavesOutAHostThatNobodyNamed() throws IOException {
        ForwardedField host = new ForwardedField(true, true, false, false, false, false);
        assertThat(seen(new HttpSetup(), new HttpSetup().forwarded(host), "GET / HTTP/1.0\r\n\r\n")
                        .field("forwarded"))
                .isEqualTo("proto=http");
    }

    @Test
    void forwardedFollowsTheHostFromRequestToRequest() throws IOException {
        ForwardedField host = new ForwardedField(false, true, false, false, false, false);
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).back(new HttpSetup().forwarded(host)));
                RawClient client = gateway.client()) {
            for (String name : new String[] {"a", "a", "b", "a"}) {
                client.send("GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n");
                client.reply();
            }
            assertThat(origin.requests())
                    .extracting(request -> request.field("forwarded"))
                    .containsExactly("host=\"a\"", "host=\"a\"", "host=\"b\"", "host=\"a\"");
        }
    }

    @Test
    void aRequestThatIsSentAgainHasThemOnce() throws IOException {
        try (Origin origin = Origin.thatResetsAfterReadingRequest(1);
                TestGateway gateway = TestGateway.start(Setup.to(origin).front(forwardFor(FORWARD_FOR)));
                RawClient client = gateway.client()) {
            client.get("/");
            client.sendGet("/");
            client.rest();
            assertThat(origin.requests())
                    .allSatisfy(request -> assertThat(request.fields())
                            .containsExactly("Host: gateway", "x-forwarded-for: 127.0.0.1"));
        }
    }
}
