package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.Level;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatsGrammarTests {

    private static StatsDefinition stats(String yaml) {
        return Written.yaml(yaml).read().global().stats();
    }

    @Test
    void withoutASocketThereIsNone() {
        assertThat(stats("gateway.global.nbthread: 1")).isEqualTo(StatsDefinition.NONE);
    }

    @Test
    void aLineAndAMapSayTheSame() {
        StatsDefinition stats = stats("""
                gateway.global.stats:
                  socket:
                    - /run/a.sock level admin mode 600 user root group adm
                    - { address: unix@/run/b.sock, level: admin, mode: 600, user: root, group: adm }
                  timeout: 2m
                """);

        assertThat(stats.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(stats.sockets())
                .containsExactly(
                        new StatsSocketDefinition(
                                "gateway.global.stats.socket[0]",
                                new SocketAddress.Unix("/run/a.sock"),
                                Level.ADMIN,
                                0600,
                                "root",
                                "adm"),
                        new StatsSocketDefinition(
                                "gateway.global.stats.socket[1]",
                                new SocketAddress.Unix("/run/b.sock"),
                                Level.ADMIN,
                                0600,
                                "root",
                                "adm"));
    }

    @Test
    void addressesAreWrittenAsInHaproxyAndTheLevelIsOperator() {
        StatsDefinition stats = stats("""
                gateway.global.stats.socket:
                  - ipv4@127.0.0.1:9999
                  - 127.0.0.1:9998 level user
                  - ipv6@[::1]:9997
                """);

        assertThat(stats.sockets())
                .extracting(StatsSocketDefinition::address)
                .containsExactly(
                        new SocketAddress.Tcp("127.0.0.1", 9999),
                        new SocketAddress.Tcp("127.0.0.1", 9998),
                        new SocketAddress.Tcp("::1", 9997));
        assertThat(stats.sockets())
                .extracting(StatsSocketDefinition::level)
                .containsExactly(Level.OPERATOR, Level.USER, Level.OPERATOR);
        assertThat(stats.timeout()).isEqualTo(Duration.ofSeconds(10));
    }
}
