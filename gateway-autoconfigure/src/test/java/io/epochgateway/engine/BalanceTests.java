package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.BalanceAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which server a request goes to. */
class BalanceTests {

    private static final List<BalanceAlgorithm> ALGORITHMS = List.of(
            BalanceAlgorithm.ROUNDROBIN,
            BalanceAlgorithm.STATIC_RR,
            BalanceAlgorithm.LEASTCONN,
            BalanceAlgorithm.FIRST,
            BalanceAlgorithm.RANDOM);

    @Test
    void roundRobinGivesEachServerItsShareByWeight() throws IOException {
        try (Origin light = Origin.answering(Origin.OK);
                Origin heavy = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(
                        new Setup().server(light.address(), 1, false).server(heavy.address(), 3, false));
                RawClient client = gateway.client()) {
            for (int i = 0; i < 40; i++) {
                assertThat(client.get("/").status()).isEqualTo(200);
            }
            assertThat(light.requests()).hasSize(10);
            assertThat(heavy.requests()).hasSize(30);
        }
    }

    @Test
    void leastconnPassesOverTheServerThatIsBusy() throws IOException {
        try (Origin busy = Origin.thatNeverAnswers();
                Origin free = Origin.answering(Origin.OK);
                TestGateway gateway = TestGateway.start(Setup.to(busy, free).balance(BalanceAlgorithm.LEASTCONN));
                RawClient holder = gateway.client();
                RawClient client = gateway.client()) {
            holder.sendGet("/");
            gateway.awaitServed(1);
            for (int i = 0; i < 10; i++) {
                assertThat(client.get("/").status()).isEqualTo(200);
            }
            assertThat(busy.accepted()).isEqualTo(1);
            holder.reset();
        }
    }

    @ParameterizedTest
    @FieldSource("ALGORITHMS")
    void aFullServerIsPassedOver(BalanceAlgorithm algorithm) throws IOException {
        try (Origin one = Origin.thatNeverAnswers();
                Origin other = Origin.thatNeverAnswers();
                TestGateway gateway =
                        TestGateway.start(Setup.to(one, other).maxconn(2).balance(algorithm))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                RawClient client = gateway.client();
                clients.add(client);
                client.sendGet("/");
                gateway.awaitServed(i);
            }
            assertThat(gateway.servers().servers()).allMatch(server -> server.served() == 2);
            for (RawClient client : clients) {
                client.reset();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ALGORITHMS")
    void aBackupIsUsedOnlyWithoutActiveServers(BalanceAlgorithm algorithm) throws IOException {
        try (Origin active = Origin.answering(Origin.OK);
                Origin backup = Origin.answering(Origin.OK);
                TestGateway both = TestGateway.start(new Setup()
                        .balance(algorithm)
                        .server(backup.address(), 1, true)
                        .server(active.address(), 1, false));
                TestGateway alone = TestGateway.start(new Setup()
                        .balance(algorithm)
                        .server(backup.address(), 1, true)
                        .server(active.address(), 0, false));
                RawClient toBoth = both.client();
                RawClient toBackup = alone.client()) {
            for (int i = 0; i < 10; i++) {
                toBoth.get("/");
            }
            assertThat(active.requests()).hasSize(10);
            toBackup.get("/");
            assertThat(backup.requests()).hasSize(1);
        }
    }
}
