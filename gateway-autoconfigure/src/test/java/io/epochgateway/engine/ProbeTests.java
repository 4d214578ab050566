package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.ErrorDefinition;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to those who only look whether somebody is there. */
class ProbeTests {

    @Test
    void aConnectionWithoutARequestIsClosedWithoutAWordWhereProbesAreIgnored() throws IOException {
        Setup setup = new Setup().front(new HttpSetup().ignoreProbes()).timeoutHttpRequest(100);
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient waiting = gateway.client();
                RawClient ended = gateway.client()) {
            ended.endOutput();
            assertThat(ended.rest()).isEmpty();
            assertThat(waiting.rest()).isEmpty();
        }
    }

    @Test
    void whoBeginsARequestIsNoProbe() throws IOException {
        Setup setup = new Setup().front(new HttpSetup().ignoreProbes()).timeoutHttpRequest(100);
        try (TestGateway gateway = TestGateway.start(setup);
                RawClient waiting = gateway.client();
                RawClient ended = gateway.client()) {
            waiting.send("GET");
            ended.send("GET");
            ended.endOutput();
            assertThat(ended.rest()).startsWith("HTTP/1.1 400 ");
            assertThat(waiting.rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /alive", "HEAD /alive", "POST /alive", "OPTIONS /alive", "GET http://gateway/alive"})
    void theMonitorsPathIsAnsweredAtOnce(String line) throws IOException {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).front(new HttpSetup().monitorUri("/alive")));
                RawClient client = gateway.client()) {
            client.send(line + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
            Message head = client.head();
            assertThat(head.startLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(head.fields())
                    .containsExactly("content-length: 58", "cache-control: no-cache", "content-type: text/html");
            if (!line.startsWith("HEAD")) {
                assertThat(client.body(head, false).body())
                        .isEqualTo("<html><body><h1>200 OK</h1>\nService ready.\n</body></html>\n");
            }
            assertThat(client.get("/").body()).isEqualTo("ok");
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/alive?x=1", "/alive/", "/a/alive", "/Alive", "http://gateway/a/alive", "http://gateway/?/alive"
            })
    void noOtherTargetIsTheMonitors(String target) throws IOException {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).front(new HttpSetup().monitorUri("/alive")));
                RawClient client = gateway.client()) {
            assertThat(client.get(target).body()).isEqualTo("ok");
        }
    }

    @Test
    void theBodyOfAMonitorsRequestIsPassedOver() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup().front(new HttpSetup().monitorUri("/alive")));
                RawClient client = gateway.client()) {
            client.send("POST /alive HTTP/1.1\r\nHost: gateway\r\nContent-Length: 3\r\n\r\nabc"
                    + "POST /alive HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(client.reply().status()).isEqualTo(200);
            client.send("POST /alive HTTP/1.1\r\nHost: gateway\r\nContent-Length: 4\r\n\r\nabc");
            assertThat(client.reply().field("connection")).isEqualTo("close");
        }
    }

    @Test
    void theMonitorsAnswerMayBeAnOwnOne() throws IOException {
        HttpSetup front = new HttpSetup()
                .monitorUri("/alive")
                .error(200, new ErrorDefinition.Composed("test", "text/plain", "up", null, Map.of()));
        try (TestGateway gateway = TestGateway.start(new Setup().front(front));
                RawClient client = gateway.client()) {
            assertThat(client.get("/alive").body()).isEqualTo("up");
        }
    }
}
