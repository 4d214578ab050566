package io.epochgateway.autoconfigure.grammar;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.BindOptions.V6;
import io.epochgateway.definition.ConnectOptions;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.FileAccess;
import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.SendProxy;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketAddress.Abstract;
import io.epochgateway.definition.SocketAddress.Inherited;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.definition.SocketAddress.Unix;
import io.epochgateway.definition.SourceAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bind} and {@code server} say of sockets. */
class SocketGrammarTests {

    private static List<BindDefinition> binds(String bind) {
        return Written.yaml("gateway.frontend.www.bind: " + bind).frontend().binds();
    }

    private static ServerDefinition server(String server) {
        return Written.yaml("gateway.backend.b.server.s: " + server)
                .backend()
                .servers()
                .getFirst();
    }

    @Test
    void aBindTakesEveryKindOfAddressAndRangesOfPorts() {
        assertThat(binds("':80-82,ipv6@*:90,ipv4@localhost:91,/run/a.sock,unix@b.sock,abns@c,abnsz@d,fd@7'"))
                .extracting(BindDefinition::address)
                .containsExactly(
                        new Tcp("", 80),
                        new Tcp("", 81),
                        new Tcp("", 82),
                        new Tcp("::", 90),
                        new Tcp(IpFamily.IPV4, "localhost", 91),
                        new Unix("/run/a.sock"),
                        new Unix("b.sock"),
                        new Abstract("c", true),
                        new Abstract("d", false),
                        new Inherited(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "':::80 name n id 3 accept-proxy v4v6 interface lo namespace ns mss 500 tfo defer-accept tcp-ut 5s backlog 9 shards 2'",
                "{ address: ':::80', name: n, id: 3, accept-proxy: true, v4v6: true, interface: lo, namespace: ns, mss: 500, tfo: true,"
                        + " defer-accept: true, tcp-ut: 5s, backlog: 9, shards: 2 }"
            })
    void aBindSaysHowItListens(String bind) {
        assertThat(binds(bind).getFirst().options())
                .isEqualTo(new BindOptions(
                        "n", 3, true, V6.V4V6, "lo", "ns", 500, true, true, ofSeconds(5), 9, 2, FileAccess.UNCHANGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user u group g", "uid u gid g", "user u uid x group g gid y"})
    void aUnixSocketHasAnOwnerAndPermissions(String owner) {
        assertThat(binds("/run/a.sock mode 640 " + owner).getFirst().options().file())
                .isEqualTo(new FileAccess(0640, "u", "g"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.1:80, 10.0.0.1, 80, false, 0
            10.0.0.1, 10.0.0.1, 0, true, 0
            '[::1]', ::1, 0, true, 0
            ::1:80, ::1, 80, false, 0
            name:+1000, name, 0, true, 1000
            name:-1000, name, 0, true, -1000
            *:80, '', 80, false, 0
            0.0.0.0, 0.0.0.0, 0, true, 0
            """)
    void aServersPortMayFollowTheClients(String text, String host, int port, boolean mapped, int offset) {
        assertThat(server("'" + text + "'").address())
                .isEqualTo(new ServerAddress(new Tcp(host, port), mapped, offset));
    }

    @Test
    void aServerMayBeAUnixSocket() {
        assertThat(server("/run/a.sock").address().socket()).isEqualTo(new Unix("/run/a.sock"));
        assertThat(server("abns@a").address().socket()).isEqualTo(new Abstract("a", true));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            send-proxy, V1
            send-proxy-v2, V2
            send-proxy send-proxy-v2, V2
            send-proxy-v2 proxy-v2-options crc32c, V2_CRC32C
            """)
    void aServerMayGetAHeaderOfTheProxyProtocol(String words, SendProxy version) {
        assertThat(server("10.0.0.1:80 " + words).connect().sendProxy()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.2, 127.0.0.2, 0, 0
            127.0.0.2:5000, 127.0.0.2, 5000, 5000
            127.0.0.2:5000-5009, 127.0.0.2, 5000, 5009
            ::1, ::1, 0, 0
            '[::1]:5000', ::1, 5000, 5000
            *, 0.0.0.0, 0, 0
            """)
    void connectionsToAServerMayHaveASource(String source, String host, int first, int last) {
        assertThat(server("'10.0.0.1:80 source " + source + " interface lo namespace ns tcp-ut 3s'")
                        .connect())
                .isEqualTo(new ConnectOptions(null, new SourceAddress(host, first, last), "lo", "ns", ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "..", "a/b"})
    void whatIsNoNamespaceIsRefused(String namespace) {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> server("'10.0.0.1:80 namespace " + namespace + "'"))
                .withMessageContaining("'" + namespace + "' is no network namespace");
    }

    @Test
    void anInheritedSocketHasItsNamespaceAlready() {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> binds("fd@7 namespace blue"))
                .withMessageContaining("has its network namespace already");
    }

    @Test
    void theSamePortOfAnotherNamespaceIsNoOverlap() {
        assertThat(binds("[':80', ':80 namespace blue', ':80 namespace red']")).hasSize(3);
    }
}
