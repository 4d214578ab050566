package io.epochgateway.autoconfigure.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.AddressField;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.ForwardedField;
import io.epochgateway.definition.HttpOptions;
import io.epochgateway.definition.Network;
import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.TcpKeepAlive;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionGrammarTests {

    /** A backend {@code b} with these lines below it. */
    private static HttpOptions backend(String lines) {
        return Written.yaml("gateway.backend.b: { " + lines + " }").backend().http();
    }

    private static HttpOptions frontend(String lines) {
        return Written.yaml("gateway.frontend.f: { bind: ':1', " + lines + " }")
                .frontend()
                .http();
    }

    @Test
    void whatIsNotWrittenIsOff() {
        assertThat(backend("mode: http")).isEqualTo(HttpOptions.NONE);
        assertThat(frontend("mode: http")).isEqualTo(HttpOptions.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "option: { forwardfor: 'except 127.0.0.0/8 header X-Client if-none' }",
                "option: { forwardfor: 'if-none header \"X-Client\" except 127.0.0.0/255.0.0.0' }",
                "option: { forwardfor: { except: 127.0.0.0/8, header: X-Client, if-none: true } }",
                "option: [forwardfor except 127.0.0.0/8 header X-Client if-none]",
                "option: [http-keep-alive, forwardfor except 127.0.0.0/8 header X-Client if-none]",
                "option: [{ forwardfor: 'except 127.0.0.0/8 header X-Client if-none' }]",
                "option: 'forwardfor  except 127.0.0.0/8 header X-Client  if-none'",
                "option: [no forwardfor, forwardfor except 127.0.0.0/8 header X-Client if-none]"
            })
    void anOptionIsALineAMapOrAnItemOfAList(String option) throws IOException {
        assertThat(backend(option).forwardFor())
                .isEqualTo(new AddressField("X-Client", new Network(InetAddress.getByName("127.0.0.0"), 8), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "option: { forwardfor: true }",
                "option: forwardfor",
                "option: [forwardfor]",
                "option: { forwardfor: '' }",
                "option: { forwardfor: { if-none: false } }"
            })
    void anOptionAloneSaysYes(String option) {
        assertThat(backend(option).forwardFor()).isEqualTo(new AddressField("X-Forwarded-For", null, false));
    }

    @Test
    void propertiesWriteTheSame() throws IOException {
        HttpOptions options = Written.properties("""
                        gateway.backend.b.option.forwardfor.header=X-Client
                        gateway.backend.b.option.http-server-close=true
                        """).backend().http();
        assertThat(options.forwardFor()).isEqualTo(new AddressField("X-Client", null, false));
        assertThat(options.connectionMode()).isEqualTo(ConnectionMode.SERVER_CLOSE);
    }

    @Test
    void anOptionReplacesTheWholeOfTheDefaults() {
        Written written = Written.yaml("""
                gateway:
                  defaults: { option: { forwardfor: "header X-Client if-none", originalto: true } }
                  backend:
                    b: { option: { forwardfor: true } }
                """);
        HttpOptions options = written.backend().http();
        assertThat(options.forwardFor()).isEqualTo(new AddressField("X-Forwarded-For", null, false));
        assertThat(options.originalTo()).isEqualTo(new AddressField("X-Original-To", null, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ forwardfor: false }", "no forwardfor", "[no forwardfor]"})
    void anOptionIsSwitchedOff(String option) {
        Written written = Written.yaml("""
                gateway:
                  defaults: { option: { forwardfor: true } }
                  backend:
                    b: { option: %s }
                """.formatted(option));
        assertThat(written.backend().http().forwardFor()).isNull();
    }

    @Test
    void aStrongerSourceSwitchesOneOptionOff() {
        HttpOptions options = Written.yaml("gateway.backend.b.option: { forwardfor: true, originalto: true }")
                .thenYaml("gateway.backend.b.option.forwardfor: false")
                .backend()
                .http();
        assertThat(options.forwardFor()).isNull();
        assertThat(options.originalTo()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            forwarded                                     | true  | false | false | false | true  | false
            forwarded proto for                           | true  | false | false | false | true  | false
            forwarded host                                | false | true  | false | false | false | false
            forwarded proto host by by_port for for_port  | true  | true  | true  | true  | true  | true
            forwarded by by-port                          | false | false | true  | true  | false | false
            """)
    void forwardedTellsWhatIsAskedFor(
            String line, boolean proto, boolean host, boolean by, boolean byPort, boolean client, boolean clientPort) {
        assertThat(backend("option: [ '" + line + "' ]").forwarded())
                .isEqualTo(new ForwardedField(proto, host, by, byPort, client, clientPort));
    }

    /** What the defaults say, what the proxy says, and what holds. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                          | {}                            | KEEP_ALIVE
            {}                          | { http-server-close: true }   | SERVER_CLOSE
            { httpclose: true }         | {}                            | CLOSE
            { httpclose: true }         | { http-server-close: true }   | SERVER_CLOSE
            { httpclose: true }         | { http-keep-alive: true }     | KEEP_ALIVE
            { httpclose: true }         | { httpclose: false }          | KEEP_ALIVE
            { http-server-close: true } | { httpclose: false }          | SERVER_CLOSE
            { http-server-close: true } | { httpclose: true }           | CLOSE
            {}                          | [ http-server-close, httpclose ] | CLOSE
            """)
    void theProxysModeGoesOverTheDefaults(String defaults, String proxy, ConnectionMode mode) {
        Written written = Written.yaml(
                "gateway: { defaults: { option: %s }, backend: { b: { option: %s } } }".formatted(defaults, proxy));
        assertThat(written.backend().http().connectionMode()).isEqualTo(mode);
    }

    @Test
    void aListenHasTheOptionsOfBothSides() {
        Written written = Written.yaml("""
                gateway.listen.p:
                  bind: ":1"
                  monitor-uri: /alive
                  option: [http-ignore-probes, http-pretend-keepalive, http-no-delay, forwarded]
                """);
        assertThat(written.frontend().http().ignoreProbes()).isTrue();
        assertThat(written.frontend().http().monitorUri()).isEqualTo("/alive");
        assertThat(written.backend().http().pretendKeepAlive()).isTrue();
        assertThat(written.backend().http().forwarded()).isEqualTo(ForwardedField.USUAL);
    }

    @Test
    void socketOptionsGoToTheirSides() {
        Written written = Written.yaml("""
                gateway.listen.p:
                  bind: ":1"
                  option: { nolinger: true, tcp-smart-accept: true, clitcpka: true }
                  clitcpka-cnt: 3
                  clitcpka-idle: 60
                  clitcpka-intvl: 10s
                """);
        assertThat(written.frontend().sockets()).isEqualTo(new SocketOptions(true, true, new TcpKeepAlive(3, 60, 10)));
        assertThat(written.backend().sockets()).isEqualTo(new SocketOptions(true, false, null));
    }

    @Test
    void tcpkaIsForBothSides() {
        Written written = Written.yaml("""
                gateway:
                  defaults: { option: [tcpka, tcp-smart-connect], srvtcpka-idle: 2m }
                  frontend: { f: { bind: ":1" } }
                  backend: { b: {} }
                """);
        assertThat(written.frontend().sockets()).isEqualTo(new SocketOptions(false, false, new TcpKeepAlive(0, 0, 0)));
        assertThat(written.backend().sockets()).isEqualTo(new SocketOptions(false, true, new TcpKeepAlive(0, 120, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            option: { forwadfor: true }              | option.forwadfor        | 'forwadfor' is no keyword here  | Did you mean 'forwardfor'?
            option: forwadfor                        | option                  | 'forwadfor' is no option here   | Did you mean 'forwardfor'?
            option: [ forwardfor, forwadfor ]        | option[1]               | 'forwadfor' is no option here   | Did you mean 'forwardfor'?
            option: { forwardfor: { hedder: X } }    | option.forwardfor.hedder | 'hedder' is no keyword here    | Did you mean 'header'?
            option: { forwardfor: hedder X }         | option.forwardfor       | 'hedder' is no keyword of a forwardfor | Did you mean 'header'?
            option: { forwardfor: header }           | option.forwardfor       | 'header' lacks its value        | behind
            option: { forwardfor: 'header X Y' }     | option.forwardfor       | 'Y' is no keyword of a forwardfor | except
            option: { forwardfor: 'header "X:"' }    | option.forwardfor       | header: 'X:' is no name of a header field | X-Client-IP
            option: { forwardfor: except home }      | option.forwardfor       | except: 'home' is no address    | 10.0.0.0/8
            option: { forwardfor: except 1.2.3.4/33 } | option.forwardfor      | except: the prefix's length '33' is out of range | 0 to 32
            option: { forwardfor: except 1.2.3.4/255.0.255.0 } | option.forwardfor | except: the mask '255.0.255.0' has gaps | /24
            option: { forwardfor: 'header "X' }      | option.forwardfor       | a quote (") is not closed       | Close it
            option: { httpclose: maybe }             | option.httpclose        | 'maybe' is neither true nor false | Valid
            option: [ 'no forwardfor header X' ]     | option[0]               | nothing can follow 'no forwardfor' | Leave 'header X' out.
            option: { originalto: if-none }          | option.originalto       | 'if-none' is no keyword of a originalto | except
            option: http-ignore-probes               | option                  | 'http-ignore-probes' is no option here | forwardfor
            srvtcpka-idle: 0                         | srvtcpka-idle           | '0' is out of range             | 1s
            srvtcpka-cnt: 128                        | srvtcpka-cnt            | '128' is out of range           | 1 to 127
            monitor-uri: /a                          | monitor-uri             | 'monitor-uri' is no keyword here | Valid
            """)
    void aMistakeNamesItsPlaceAndItsMend(String yaml, String property, String reason, String mend) {
        DefinitionException mistake =
                Written.yaml("gateway.backend.b: { " + yaml + " }").mistake();
        assertThat(mistake.property()).isEqualTo("gateway.backend.b." + property);
        assertThat(mistake.reason()).isEqualTo(reason);
        assertThat(mistake.mend()).contains(mend);
    }
}
