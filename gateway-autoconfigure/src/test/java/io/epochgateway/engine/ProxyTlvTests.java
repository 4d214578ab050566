package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.test.HaproxyProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a header of the PROXY protocol tells besides the addresses goes on to servers, and is known to rules. */
class ProxyTlvTests {

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final int ADDRESSES = 12;
    private static final int FIXED = 16;

    /** A header of version 2 from 10.1.2.3:7 to 10.4.5.6:8. */
    private static String header(String... tlvs) {
        StringBuilder said = new StringBuilder("\12\1\2\3\12\4\5\6\0\7\0\10");
        for (String tlv : tlvs) {
            said.append(tlv.charAt(0))
                    .append('\0')
                    .append((char) (tlv.length() - 1))
                    .append(tlv, 1, tlv.length());
        }
        return SIGNATURE + "\41\21\0" + (char) said.length() + said;
    }

    /** Answers with the header that a connection begins with, in hexadecimal. */
    private static Origin tellingTheHeader() {
        return Origin.that(connection -> {
            String fixed = connection.read(FIXED);
            String rest = connection.read(fixed.charAt(FIXED - 2) << 8 | fixed.charAt(FIXED - 1));
            connection.send(HexFormat.of().formatHex((fixed + rest).getBytes(StandardCharsets.ISO_8859_1)));
        });
    }

    private static ConfiguredGateway tcp() {
        return ConfiguredGateway.withFront(1)
                .set("defaults.mode", "tcp")
                .set("defaults.timeout.client", "10s")
                .set("defaults.timeout.server", "10s")
                .set("defaults.timeout.connect", "5s")
                .set("frontend.front.bind", "127.0.0.1:0 accept-proxy");
    }

    private static String told(ConfiguredGateway gateway, String header) throws Exception {
        try (RawClient client =
                RawClient.to(gateway.gateway().addresses("front").getFirst())) {
            client.send(header + "hello");
            return client.rest();
        }
    }

    /** The values behind the addresses, in hexadecimal. */
    private static String tlvs(String told) {
        return told.substring(2 * (FIXED + ADDRESSES));
    }

    @ParameterizedTest
    @CsvSource({"authority", "unique-id", "'authority,unique-id'", "crc32c", "'unique-id,crc32c'"})
    void haproxyTellsTheSame(String options, @TempDir Path directory) throws Exception {
        HaproxyProcess.assumeInstalled();
        String header = header("\2host.example", "\5theirs", "\345mine");
        try (Origin origin = tellingTheHeader();
                ConfiguredGateway gateway = tcp()) {
            String words = "send-proxy-v2 proxy-v2-options " + options;
            int port = origin.address().getPort();
            gateway.set("frontend.front.unique-id-format", "ID%ci-%fi")
                    .server("back/s", port, words)
                    .start();
            List<String> defaults =
                    List.of("mode tcp", "timeout client 10s", "timeout server 10s", "timeout connect 5s");
            List<String> front = List.of(
                    "unique-id-format ID%ci-%fi", "tcp-request connection expect-proxy layer4 if { src 127.0.0.1 }");
            try (HaproxyLog haproxy = HaproxyLog.start(
                            directory, defaults, front, List.of("server s 127.0.0.1:" + port + " " + words));
                    RawClient client = RawClient.to(haproxy.address())) {
                client.send(header + "hello");
                assertThat(told(gateway, header)).isEqualTo(client.rest());
            }
        }
    }

    @Test
    void valuesAreMadeOfSamples() throws Exception {
        try (Origin origin = tellingTheHeader();
                ConfiguredGateway gateway = tcp()) {
            gateway.set("frontend.front.tcp-request.content", "set-var(txn.a) str(abc)")
                    .server(
                            "back/s",
                            origin.address().getPort(),
                            "send-proxy-v2 proxy-v2-options crc32c set-proxy-v2-tlv-fmt(0xE1) %[fc_pp_tlv(0xE5)]-%[src]"
                                    + " set-proxy-v2-tlv-fmt(226) %[var(txn.a)]")
                    .start();
            String told = tlvs(told(gateway, header("\345mine")));
            assertThat(told.substring(14)).isEqualTo("e1000d" + hex("mine-10.1.2.3") + "e20003" + hex("abc"));
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theMapFormSaysTheSameAsTheLine() throws Exception {
        try (Origin origin = tellingTheHeader();
                ConfiguredGateway gateway = tcp()) {
            gateway.set(
                            "backend.back.server.s.address",
                            "127.0.0.1:" + origin.address().getPort())
                    .set("backend.back.server.s.send-proxy-v2", "true")
                    .set("backend.back.server.s.set-proxy-v2-tlv-fmt.[0xE1]", "%[be_name]")
                    .start();
            assertThat(tlvs(told(gateway, header()))).isEqualTo("e10004" + hex("back"));
        }
    }

    @Test
    void rulesGoByThem() throws Exception {
        try (Origin one = tellingTheHeader();
                Origin other = Origin.that(connection -> connection.send("other"));
                ConfiguredGateway gateway = tcp()) {
            gateway.set(
                            "frontend.front.use-backend",
                            "other if { fc_pp_authority host.example } { fc_pp_tlv(0xE5) mine }"
                                    + " { fc_pp_tlv(UNIQUE_ID) -m found } { fc_pp_unique_id theirs }")
                    .server("back/s", one.address().getPort(), "send-proxy-v2")
                    .server("other/s", other)
                    .start();
            assertThat(told(gateway, header("\2host.example", "\5theirs", "\345mine")))
                    .isEqualTo("other");
            assertThat(told(gateway, header("\2host.example", "\5theirs"))).startsWith("0d0a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "set-proxy-v2-tlv-fmt(0x1E1) a        | '0x1E1' is no type of a value",
                "set-proxy-v2-tlv-fmt a               | '' is no type of a value",
                "set-proxy-v2-tlv-fmt(0xE1)           | lacks its value",
                "set-proxy-v2-tlv-fmt(0xE1) %[path]   | 'path' is never known in set-proxy-v2-tlv-fmt",
                "proxy-v2-options ssl                 | 'ssl' can't be sent",
                "proxy-v2-options uniqe-id            | Did you mean 'unique-id'?",
            })
    void aMistakeStopsTheStart(String words, String message) {
        try (ConfiguredGateway gateway = tcp()) {
            gateway.server("back/s", 1, "send-proxy-v2 " + words);
            assertThatThrownBy(gateway::start)
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("gateway.backend.back.server.s");
        }
    }
}
