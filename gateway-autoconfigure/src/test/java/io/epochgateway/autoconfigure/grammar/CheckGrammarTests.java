package io.epochgateway.autoconfigure.grammar;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckMatch.Text;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckScript.Kind;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckSpread;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckStep.Expect;
import io.epochgateway.definition.CheckStep.Send;
import io.epochgateway.definition.CheckStep.SendRequest;
import io.epochgateway.definition.CheckTransport;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.SendProxy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written about checks. */
class CheckGrammarTests {

    private static BackendDefinition backend(String lines) {
        return Written.yaml("gateway:\n  backend:\n    be:\n" + lines.indent(6)).backend();
    }

    private static DefinitionException mistake(String lines) {
        return Written.yaml("gateway:\n  backend:\n    be:\n" + lines.indent(6)).mistake();
    }

    private static CheckTransport transport(String words) {
        return Objects.requireNonNull(backend("server: { s: \"10.0.0.1:80 check " + words + "\" }")
                        .servers()
                        .getFirst()
                        .check())
                .transport();
    }

    @Test
    void aScriptIsAListOfLinesWhoseCommentsCountAsSteps() {
        CheckScript script = backend("""
                option: tcp-check
                tcp-check: [ "comment hello", 'send "a\\r\\n"', "expect string b comment own", "send-binary 4142" ]
                """).health().script();

        assertThat(script.kind()).isEqualTo(Kind.TCP);
        assertThat(script.lines())
                .containsExactly(
                        new Line(0, null, Connect.IMPLICIT),
                        new Line(2, "hello", new Send(CheckFormat.plain("a\r\n"), false)),
                        new Line(3, "own", new Expect(new Text("b", false), false)),
                        new Line(4, "hello", new Send(CheckFormat.plain("AB"), false)));
    }

    @Test
    void theLineOfTheOptionIsTheFirstRequestOnly() {
        List<SendRequest> requests = backend("""
                option: { httpchk: "GET /opt HTTP/1.1" }
                http-check: [ connect, "send hdr A b", "expect status 200", connect, "send hdr C d" ]
                """).health().script().lines().stream()
                .map(Line::step)
                .filter(SendRequest.class::isInstance)
                .map(SendRequest.class::cast)
                .toList();

        assertThat(requests).extracting(SendRequest::method).containsExactly("GET", "OPTIONS");
        assertThat(requests).extracting(SendRequest::version).containsExactly("HTTP/1.1", "HTTP/1.0");
    }

    @Test
    void fieldsMayFollowTheVersionOfTheOption() {
        String escaped = "option: { httpchk: 'GET /a HTTP/1.1\\r\\nHost:\\ www' }";
        String yaml = "option: { httpchk: \"GET /a HTTP/1.1\\r\\nHost: www\" }";

        assertThat(backend(yaml).health().script())
                .isEqualTo(backend(escaped).health().script());
        assertThat(backend(yaml).health().script().lines().get(1).step())
                .isEqualTo(new SendRequest(
                        "GET",
                        CheckFormat.plain("/a"),
                        "HTTP/1.1",
                        List.of(new SendRequest.Field("Host", CheckFormat.plain("www"))),
                        CheckFormat.plain(""),
                        false));
    }

    @Test
    void aBackendsOwnKindOfCheckTakesThePlaceOfTheDefaults() {
        String defaults = """
                gateway:
                  defaults: { option: { httpchk: GET /, log-health-checks: true } }
                """;
        assertThat(Written.yaml(defaults + "  backend: { be: { option: redis-check } }\n")
                        .backend()
                        .health()
                        .script()
                        .kind())
                .isEqualTo(Kind.PROTOCOL);
        assertThat(Written.yaml(defaults + "  backend: { be: { option: { httpchk: false } } }\n")
                        .backend()
                        .health()
                        .script())
                .isEqualTo(CheckScript.CONNECT);
        assertThat(Written.yaml(defaults + "  backend: { be: { option: no httpchk } }\n")
                        .backend()
                        .health()
                        .script())
                .isEqualTo(CheckScript.CONNECT);
    }

    @Test
    void whatTakesWordsMayBeAMap() {
        String line = "option: [ \"mysql-check user bob pre-41\" ]";
        String map = "option: { mysql-check: { user: bob, pre-41: true } }";

        assertThat(backend(map).health().script())
                .isEqualTo(backend(line).health().script());
        assertThat(backend("option: { mysql-check: true }").health().script().lines())
                .hasSize(2);
        assertThat(backend("option: { bean-check: mine }").health().bean()).isEqualTo("mine");
        assertThat(backend("option: { bean-check: false }").health().bean()).isNull();
    }

    @Test
    void aCheckGoesTheWayOfTheTrafficUnlessItGoesElsewhere() {
        assertThat(transport("")).isEqualTo(CheckTransport.PLAIN);
        assertThat(transport("send-proxy-v2").sendProxy()).isEqualTo(SendProxy.V2);
        assertThat(transport("send-proxy port 81").sendProxy()).isNull();
        assertThat(transport("send-proxy addr 10.0.0.2").sendProxy()).isNull();
        assertThat(transport("send-proxy-v2 port 81 check-send-proxy").sendProxy())
                .isEqualTo(SendProxy.V2);
        assertThat(transport("check-send-proxy").sendProxy()).isEqualTo(SendProxy.V1);
        assertThat(transport("check-ssl check-sni a.b check-alpn h2,http/1.1 ca-file /a"))
                .isEqualTo(new CheckTransport(true, "a.b", List.of("h2", "http/1.1"), "/a", null, SendProxy.V1));
        assertThat(transport("check-ssl verify none ca-file /a").caFile()).isNull();
        assertThat(transport("check-ssl no-check-ssl").tls()).isFalse();
    }

    @Test
    void theSpreadOfChecksIsGlobal() {
        assertThat(Written.yaml("gateway: { global: { spread-checks: 20, max-spread-checks: 5s } }")
                        .read()
                        .global()
                        .spread())
                .isEqualTo(new CheckSpread(20, ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    option: [ redis-check, tcp-check ]                  | there are several kinds of checks: tcp-check, redis-check
                    option: { pgsql-check: true }                       | option pgsql-check has no user
                    option: [ "smtpchk HALO a" ]                        | Did you mean 'HELO'?
                    option: { bean-check: true }                        | it doesn't say which bean to ask
                    tcp-check: [ conect ]                               | Did you mean 'connect'?
                    tcp-check: [ "connect via-socks4" ]                 | 'via-socks4' is no word of a connect step that is supported
                    tcp-check: [ "connect port 0" ]                     | port: '0' is out of range
                    tcp-check: [ "connect addr localhost:1" ]           | 'localhost' is no IP address
                    tcp-check: [ "send" ]                               | 'send' lacks its value
                    tcp-check: [ "send a b" ]                           | 'b' can't follow here
                    tcp-check: [ "send-binary 4" ]                      | '4' is not hexadecimal
                    tcp-check: [ "send-lf %[srv_nam]" ]                 | Did you mean 'srv_name'?
                    tcp-check: [ "send-lf %[str(a),uper]" ]             | Did you mean 'upper'?
                    tcp-check: [ "send-lf %[str(a)" ]                   | an expression is not closed
                    tcp-check: [ "send-lf %z" ]                         | '%z' is nothing that a check knows
                    tcp-check: [ "set-var(req.a) int(1)" ]              | 'req.a' is no variable of a check
                    tcp-check: [ "expect sting a" ]                     | Did you mean 'string'?
                    tcp-check: [ "expect status 200" ]                  | 'status' is no thing that can be expected
                    tcp-check: [ "expect rstring (" ]                   | is no regular expression
                    tcp-check: [ "expect string a error-status L7OK" ]  | 'L7OK' is no error-status
                    http-check: [ "expect status 300-200" ]             | '300-200' is no range
                    http-check: [ "expect hdr X-A" ]                    | 'X-A' is no word that follows hdr
                    http-check: [ "send uri /a ver HTTP/2" ]            | 'HTTP/2' is no version that checks speak
                    http-check: [ `send hdr "A b" c` ]                  | 'A b' is no name of a header field
                    """)
    void aMistakeIsNamedWithItsMend(String line, String text) {
        String yaml = line.replace('`', '\'');
        assertThat(mistake(yaml)).hasMessageStartingWith("gateway.backend.be").hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [ "send hdr A b", "send hdr C d" ]                  | 'send' can't follow here
                    [ connect, "expect status 200" ]                    | 'expect' can't follow here
                    [ connect, connect ]                                | 'connect' can't follow here
                    [ connect, "send uri /", connect ]                  | 'connect' can't follow here
                    [ "send uri /", "expect status 200", connect ]      | the first step is no 'connect'
                    """)
    void whereHaproxyRefusesAnOrderOfStepsSoDoesTheGateway(String list, String text) {
        assertThat(mistake("option: httpchk\nhttp-check: " + list)).hasMessageContaining(text);
    }

    @Test
    void verifyingNeedsSomethingToVerifyBy() {
        assertThat(mistake("server: { s: \"10.0.0.1:80 check check-ssl verify required\" }"))
                .hasMessageContaining("Write a ca-file");
    }
}
