package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.InitAddr.Method;
import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.ResolutionDefinition.Option;
import io.epochgateway.definition.ResolversDefinition;
import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.definition.ResolversDefinition.NameServer;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketAddress.Service;
import io.epochgateway.definition.SocketAddress.Srv;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections of name servers, what servers say of their names, and templates. */
class ResolversGrammarTests {

    private static final String SECTION = "gateway.resolvers.r.nameserver.ns1: 10.0.0.53:5353\n";

    private static BackendDefinition backend(String words) {
        return Written.yaml(SECTION + "gateway.backend.b." + words).backend();
    }

    private static List<ResolversDefinition> sections(String yaml) {
        return Written.yaml(yaml).read().resolvers();
    }

    @Test
    void aSectionSaysWhoIsAskedAndWhen() {
        assertThat(sections("""
                gateway:
                  resolvers:
                    r:
                      nameserver: { a: "10.0.0.53:5353", b: "udp@10.0.0.54", c: { address: "[::1]:54" } }
                      resolve_retries: 2
                      timeout: { resolve: 5s, retry: 200ms }
                      hold: { valid: 1s, obsolete: 2s, nx: 3s, other: 4s, refused: 5s, timeout: 6s }
                      accepted_payload_size: 1400
                """))
                .containsExactly(new ResolversDefinition(
                        "r",
                        "gateway.resolvers.r",
                        List.of(
                                new NameServer("a", "10.0.0.53", 5353),
                                new NameServer("b", "10.0.0.54", 53),
                                new NameServer("c", "::1", 54)),
                        false,
                        2,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(200),
                        new Hold(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6)),
                        1400));
    }

    @Test
    void whatIsNotWrittenIsAsInHaproxy() {
        ResolversDefinition section = sections(SECTION).getFirst();
        assertThat(section.hold()).isEqualTo(Hold.DEFAULT);
        assertThat(section.retries()).isEqualTo(3);
        assertThat(section.resolve()).isEqualTo(Duration.ofSeconds(1));
        assertThat(section.retry()).isEqualTo(Duration.ofSeconds(1));
        assertThat(section.acceptedPayloadSize()).isEqualTo(512);
    }

    @Test
    void theSectionDefaultIsThereWithoutBeingWritten() {
        assertThat(sections("gateway.backend.b.server.s: a.example:80 resolvers default"))
                .singleElement()
                .satisfies(section -> {
                    assertThat(section.name()).isEqualTo("default");
                    assertThat(section.parseResolvConf()).isTrue();
                });
    }

    @Test
    void aServerSaysHowItsNameIsResolved() {
        ServerDefinition server = backend(
                        "server.s: 'a.example:80 resolvers r resolve-prefer ipv4 resolve-net 10.0.0.0/8,::1"
                                + " resolve-opts allow-dup-ip,ignore-weight'")
                .servers()
                .getFirst();
        ResolutionDefinition resolution = server.resolution();
        assertThat(resolution.initAddr()).containsExactly(Method.LAST, Method.LIBC, Method.NONE);
        assertThat(resolution.resolvers()).isEqualTo("r");
        assertThat(resolution.prefer()).isEqualTo(IpFamily.IPV4);
        assertThat(resolution.networks()).hasSize(2);
        assertThat(resolution.options()).containsExactlyInAnyOrder(Option.ALLOW_DUP_IP, Option.IGNORE_WEIGHT);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            3 a.example:80 weight 5, web1 web2 web3
            7-8 a.example:80 weight 5, web7 web8
            1 a.example:80 weight 5, web1
            """)
    void aTemplateMakesServers(String line, String names) {
        BackendDefinition backend = backend("server-template.web: '" + line + "'");
        assertThat(backend.servers()).extracting(ServerDefinition::name).containsExactly(names.split(" "));
        assertThat(backend.servers()).allSatisfy(server -> {
            assertThat(server.weight()).isEqualTo(5);
            assertThat(server.address()).isEqualTo(ServerAddress.of("a.example", 80));
        });
        assertThat(backend.servers()).extracting(ServerDefinition::id).doesNotHaveDuplicates();
    }

    @Test
    void theMapFormOfATemplateSaysTheSame() {
        assertThat(backend("server-template.web: { slots: 2-3, address: 'a.example:80', weight: 5 }")
                        .servers())
                .extracting(ServerDefinition::name)
                .containsExactly("web2", "web3");
    }

    @Test
    void anAddressMayBeAServiceOfDnsOrOfTheApplication() {
        assertThat(backend("server-template.web: '1 _http._tcp.a.example resolvers r'")
                        .servers()
                        .getFirst()
                        .address()
                        .socket())
                .isEqualTo(new Srv("_http._tcp.a.example"));
        assertThat(backend("server-template.web: '1 discovery:orders'")
                        .servers()
                        .getFirst()
                        .address()
                        .socket())
                .isEqualTo(new Service("orders"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway.backend.b.server.s: a.example:80 resolvers x | no such section of name servers
            gateway.backend.b.server-template.web: 0 a.example:80 | slots
            gateway.backend.b.server-template.web: 3-2 a.example:80 | is no range
            gateway.backend.b.server-template.web: a.example:80 | slots
            gateway.backend.b.server-template.web: 2 discovery: | lacks the id
            gateway.resolvers.r.nameserver.ns1: tcp@10.0.0.53:53 | is no kind of address
            gateway.resolvers.r.nameserver.ns1: dns.example:53 | is no IP address
            gateway.resolvers.r.resolve-retries: 3 | there is no nameserver
            gateway.resolvers.r.accepted-payload-size: 511 | 511
            gateway.backend.b.server.s: a.example:80 resolve-prefer ipv5 | Did you mean 'ipv
            gateway.backend.b.server.s: a.example:80 resolve-opts bogus | is no option of the resolution
            gateway.backend.b.server.s: a.example:80 resolve-net 10.0.0.0/40 | 40
            gateway.backend.b.server.s: a.example:80 init-addr bogus | is no way to find an address
            """)
    void whatMakesNoSenseStopsTheStart(String yaml, String reason) {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(
                        () -> Written.yaml(yaml.replaceFirst(": ", ": '") + "'").read())
                .withMessageContaining(reason);
    }

    @Test
    void aTemplateTakesNoNameThatIsTaken() {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> Written.yaml("""
                        gateway.backend.b:
                          server: { web2: "10.0.0.1:80" }
                          server-template: { web: "3 a.example:80" }
                        """).read())
                .withMessageContaining("there is a server 'web2' already");
    }
}
