package io.epochgateway.rule.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgateway.rule.language.Arguments;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directory;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be understood is refused with its mend; what isn't there yet is neither true nor false. */
class LanguageTests {

    private static final Scope CONTENT = new Scope(Place.TCP_REQUEST_CONTENT, "front", Directory.EMPTY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { pth /a }                | 'pth' is no sample fetch. Did you mean 'path'?
            { path,lowr a }           | 'lowr' is no converter. Did you mean 'lower'?
            { path -m rge a }         | 'rge' is no matching method. Did you mean 'reg'?
            { path -x a }             | '-x' is no flag of an acl.
            { path }                  | the acl has no value to compare with. Write one, or -m found.
            { path /a                 | '{' is not closed.
            { src 10.0.0.0/33 }       | '33' of '10.0.0.0/33' is no prefix length.
            { src -n ten }            | 'ten' is no address.
            { path_len x }            | 'x' is no number.
            { path_reg ( }            | '(' is no regular expression
            { path_beg -f /no/file }  | the file '/no/file' can't be read.
            { path -M -f x }          | '-M' needs maps
            { src,map(x) a }          | 'map' needs maps, which are not supported.
            { sc_http_req_rate(0) gt 1 } | 'sc_http_req_rate' needs stick tables, which are not supported.
            { path,field(0,/) a }     | '0' of 'field' is no piece.
            { path,field(x,/) a }     | 'x' of 'field' is no whole number.
            { path,bytes }            | 'bytes' lacks an argument.
            { path,lower(1) a }       | 'lower' has 1 arguments. It takes none.
            { path,regsub(a a }       | the parentheses of 'regsub' are not closed.
            { path,lower)x a }        | 'lower)x' is no converter.
            { path(a)b a }            | 'b' behind the parentheses of 'path'
            { var(foo) -m found }     | 'foo' is no variable.
            { var(tx.foo) -m found }  | 'tx' is no scope of a variable. Did you mean 'txn'?
            { nbsrv(x) gt 1 }         | 'x' is no backend.
            { fe_conn(x) gt 1 }       | 'x' is no frontend.
            { req.payload(0,3),bytes(1) abc } | 'req.payload(0,3),bytes(1)' gives octets
            { bool(true),ipmask(8) 1.2.3.4 } | converter 'ipmask' can't take what stands before it.
            METH_GTE                  | 'METH_GTE' is no acl. Did you mean 'METH_GET'?
            METH_GET or               | the condition lacks an acl at the end.
            or METH_GET               | the condition lacks an acl before 'or'.
            !                         | the condition lacks an acl behind '!'.
            """)
    void aMistakeIsToldWithItsMend(String condition, String message) {
        assertThatThrownBy(() -> new Acls().condition(Arguments.of(condition), false, CONTENT))
                .isInstanceOf(Mistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNeverKnownThereIsNoExpression() {
        assertThatThrownBy(
                        () -> Expression.parse("path", new Scope(Place.TCP_REQUEST_CONNECTION, "f", Directory.EMPTY)))
                .hasMessageContaining("'path' is never known in tcp-request connection");
    }

    @ParameterizedTest
    @CsvSource({
        "'{ req.len gt 5 }', hello, true, MISS",
        "'{ req.len gt 5 }', hello, false, FAIL",
        "'{ req.len gt 4 }', hello, true, PASS",
        "'!{ req.len gt 5 }', hello, true, MISS",
        "'!{ req.len gt 5 }', hello, false, PASS",
        "'{ req.payload(0,5) 68656c6c6f }', hello, true, PASS",
        "'{ req.payload(0,5) -m str hello }', hello, true, PASS",
        "'{ req.payload(1,2) -m str el }', hello, true, PASS",
        "'{ req.payload(0,6) -m str hello! }', hello, true, MISS",
        "'{ req.payload(0,6) -m str hello! }', hello, false, FAIL",
        "'{ req.payload(0,0) -m sub ell }', hello, true, PASS",
        "'{ req.payload(0,0) -m sub o! }', hello, true, MISS",
        "'{ req.payload(0,0) -m len gt 3 }', hello, false, PASS",
        "'{ wait_end }', '', true, MISS",
        "'{ wait_end }', '', false, PASS",
        "'WAIT_END or { req.len 5 }', hello, true, PASS",
        "'WAIT_END { req.len 5 }', hello, true, MISS",
        "'WAIT_END { src 10.0.0.1 }', hello, true, MISS",
        "'{ src 10.0.0.1 } WAIT_END', hello, true, FAIL",
        "'{ req.ssl_hello_type 1 }', hello, true, FAIL",
        "'{ req.ssl_sni -m found }', '', true, MISS",
        "'{ req.ssl_sni -m found }', '', false, FAIL",
        "'{ method GET }', hello, true, MISS",
        "'{ src 127.0.0.1 }', '', true, PASS",
        "'REQ_CONTENT', '', true, MISS",
        "'REQ_CONTENT', x, true, PASS",
    })
    void whatHasNotComeIsNotDecided(String condition, String bytes, boolean awaitsMore, Outcome outcome)
            throws Mistake {
        TestEvidence evidence = TestEvidence.ofBytes(bytes.getBytes(StandardCharsets.ISO_8859_1), awaitsMore);
        assertThat(condition(condition).test(evidence, new Sample())).isEqualTo(outcome);
    }

    @Test
    void aLengthBeforeAValueSaysWhereItEnds() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("0005aabbccddee00");
        assertThat(condition("{ req.payload_lv(0,2) aabbccddee }")
                        .test(TestEvidence.ofBytes(bytes, true), new Sample()))
                .isEqualTo(Outcome.PASS);
        assertThat(condition("{ req.payload_lv(0,2,+1) bbccddee00 }")
                        .test(TestEvidence.ofBytes(bytes, true), new Sample()))
                .isEqualTo(Outcome.PASS);
        byte[] part = Arrays.copyOf(bytes, 5);
        assertThat(condition("{ req.payload_lv(0,2) aabbccddee }").test(TestEvidence.ofBytes(part, true), new Sample()))
                .isEqualTo(Outcome.MISS);
    }

    @Test
    void theNameInAHelloIsKnownWithItsLastOctetAndNotBefore() throws Exception {
        byte[] hello = clientHello("www.example.org");
        Condition named =
                condition("{ req.ssl_sni -i WWW.example.org } { req.ssl_hello_type 1 } { req.ssl_ver ge 3.1 }");
        Sample sample = new Sample();
        for (int length = 0; length < hello.length; length++) {
            assertThat(named.test(TestEvidence.ofBytes(Arrays.copyOf(hello, length), true), sample))
                    .as("%d octets", length)
                    .isEqualTo(Outcome.MISS);
        }
        assertThat(named.test(TestEvidence.ofBytes(hello, true), sample)).isEqualTo(Outcome.PASS);
        assertThat(condition("{ req.ssl_alpn h2 }").test(TestEvidence.ofBytes(hello, true), sample))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void aHelloInSeveralRecordsIsPutTogether() throws Exception {
        byte[] hello = clientHello("www.example.org");
        int message = hello.length - 5;
        ByteBuffer split = ByteBuffer.allocate(hello.length + 5 * message);
        for (int i = 5; i < hello.length; i++) {
            split.put(hello, 0, 3).putShort((short) 1).put(hello[i]);
        }
        byte[] records = Arrays.copyOf(split.array(), split.position());
        assertThat(condition("{ req.ssl_sni www.example.org }").test(TestEvidence.ofBytes(records, true), new Sample()))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void noHelloWithWrongLengthsIsReadBeyondItsEnd() throws Exception {
        byte[] hello = clientHello("www.example.org");
        List<Condition> conditions = List.of(
                condition("{ req.ssl_sni -m found }"),
                condition("{ req.ssl_alpn -m found }"),
                condition("{ req.ssl_ver 3.3 }"));
        Sample sample = new Sample();
        for (int at = 0; at < hello.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] wrong = hello.clone();
                wrong[at] = (byte) value;
                conditions.forEach(condition -> assertThat(condition.test(TestEvidence.ofBytes(wrong, false), sample))
                        .isNotEqualTo(Outcome.MISS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rdp_cookie(mstshash)", "req.rdp_cookie", "rdp_cookie(MSTSHASH)"})
    void theCookieOfRdpIsFound(String expression) throws Exception {
        byte[] header = HexFormat.of().parseHex("0300002621e00000000000");
        byte[] bytes = Arrays.copyOf(header, header.length + 24);
        byte[] cookie = "Cookie: mstshash=joe\r\nxx".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(cookie, 0, bytes, header.length, cookie.length);
        Sample sample = new Sample();
        Expression parsed = Expression.parse(expression, CONTENT);
        assertThat(parsed.evaluate(TestEvidence.ofBytes(bytes, true), sample)).isTrue();
        assertThat(sample.text()).isEqualTo("joe");
        assertThat(parsed.evaluate(TestEvidence.ofBytes(Arrays.copyOf(bytes, 20), true), sample))
                .isFalse();
        assertThat(sample.mayChange()).isTrue();
    }

    private static Condition condition(String text) throws Mistake {
        return new Acls().condition(Arguments.of(text), false, CONTENT);
    }

    private static byte[] clientHello(String name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }
}
