package io.epochgateway.engine;

import static io.epochgateway.engine.TestGateway.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.ConnectionMode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of connections after a response, and what each side is told of it. */
class ConnectionModeTests {

    private static final String NEW = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n";
    private static final String OLD = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";

    /** The modes of frontend and backend; whether client and server connections are closed. */
    @ParameterizedTest
    @CsvSource({
        "KEEP_ALIVE,KEEP_ALIVE,false,false",
        "SERVER_CLOSE,KEEP_ALIVE,false,true",
        "KEEP_ALIVE,SERVER_CLOSE,false,true",
        "CLOSE,KEEP_ALIVE,true,true",
        "KEEP_ALIVE,CLOSE,false,true",
        "CLOSE,SERVER_CLOSE,true,true",
        "SERVER_CLOSE,CLOSE,false,true"
    })
    void eachSideIsClosedAndToldSoAsInHaproxy(
            ConnectionMode front, ConnectionMode back, boolean closesClient, boolean closesServer) throws IOException {
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(
                        Setup.to(origin).front(new HttpSetup().mode(front)).back(new HttpSetup().mode(back)))) {
            for (String request : new String[] {NEW, OLD}) {
                boolean old = request.equals(OLD);
                try (RawClient client = gateway.client()) {
                    client.send(request);
                    Message reply = client.reply();
                    assertThat(reply.field("connection")).isEqualTo(closesClient ? "close" : old ? "keep-alive" : "");
                    if (closesClient) {
                        assertThat(client.isEnded()).isTrue();
                    } else {
                        client.send(request);
                        assertThat(client.reply().status()).isEqualTo(200);
                    }
                }
                assertThat(origin.requests().getLast().field("connection"))
                        .isEqualTo(old ? closesServer ? "" : "keep-alive" : closesServer ? "close" : "");
            }
            if (closesServer) {
                soon().until(() -> origin.connections() == 0);
                assertThat(origin.accepted()).isEqualTo(origin.requests().size());
            } else {
                // one for each client at most, for they may be on different loops
                assertThat(origin.accepted()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void aServerThatIsMadeToBelieveInKeepAliveIsClosedAllTheSame() throws IOException {
        HttpSetup back = new HttpSetup().mode(ConnectionMode.SERVER_CLOSE).pretendKeepAlive();
        try (Origin origin = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(origin).back(back));
                RawClient client = gateway.client()) {
            client.get("/");
            client.send(OLD);
            client.reply();
            assertThat(origin.requests())
                    .extracting(request -> request.field("connection"))
                    .containsExactly("", "keep-alive");
            soon().until(() -> origin.connections() == 0);
            assertThat(origin.accepted()).isEqualTo(2);
        }
    }

    @Test
    void anUpgradeIsAskedForWhateverTheMode() throws IOException {
        String upgrade = "GET / HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
        try (Origin origin = Origin.answering(
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\n" + "Upgrade: echo\r\n\r\n");
                TestGateway gateway =
                        TestGateway.start(Setup.to(origin).front(new HttpSetup().mode(ConnectionMode.CLOSE)));
                RawClient client = gateway.client()) {
            client.send(upgrade);
            assertThat(client.head().status()).isEqualTo(101);
            assertThat(origin.requests().getFirst().field("connection")).isEqualTo("upgrade");
        }
    }

    @Test
    void anErrorReplyClosesAClientThatIsClosedAnyway() throws IOException {
        try (TestGateway gateway = TestGateway.start(new Setup().front(new HttpSetup().mode(ConnectionMode.CLOSE)));
                RawClient client = gateway.client()) {
            Message reply = client.get("/");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.field("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }
}
