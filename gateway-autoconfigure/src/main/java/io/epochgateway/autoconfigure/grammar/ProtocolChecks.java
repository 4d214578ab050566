package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckFormat;
import io.epochgateway.definition.CheckMatch.LdapBindResponse;
import io.epochgateway.definition.CheckMatch.MysqlPacket;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckScript.Kind;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckStep;
import io.epochgateway.definition.CheckStep.Connect;
import io.epochgateway.definition.CheckStep.Expect;
import io.epochgateway.definition.CheckStep.Send;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialogues of the checks for one protocol, as HAProxy 2.6 has them on the wire: what is sent, what is good, and the
 * words for what isn't.
 */
final class ProtocolChecks {

    private static final String L7STS = "L7STS";

    /** Of an SSL 3.0 hello: its first cipher suites by number, and those of AES. */
    private static final String SUITES = "0001000200030004000500060007000800090"
            + "00a000b000c000d000e000f0010001100120013001400150016001700180019001a001b002f0030003100320033003400350036"
            + "003700380039003a";

    private ProtocolChecks() {}

    static CheckScript redis() throws Mistake {
        return script(
                Connect.IMPLICIT,
                send("*1\r\n$4\r\nPING\r\n"),
                expect("string +PONG\\r\\n error-status L7STS on-error %[res.payload(0,0),cut_crlf]"
                        + " on-success \"Redis server is ok\""));
    }

    static CheckScript smtp(String hello) throws Mistake {
        String text = "on-error \"%[res.payload(4,0),ltrim(' '),cut_crlf]\" status-code res.payload(0,3) error-status ";
        String good = " on-success \"%[res.payload(4,0),ltrim(' '),cut_crlf]\" ";
        return script(
                Connect.LINGERING,
                expect("rstring \"^[0-9]{3}[ \\r]\" min-recv 4 error-status L7RSP"
                        + " on-error %[res.payload(0,0),cut_crlf]"),
                expect("rstring \"^2[0-9]{2}[ \\r]\" min-recv 4 " + text + L7STS),
                send(hello + "\r\n"),
                expect("rstring \"^(2[0-9]{2}-[^\\r]*\\r\\n)*2[0-9]{2}[ \\r]\" " + text + L7STS + good),
                send("QUIT\r\n"),
                expect("rstring \"^2[0-9]{2}[- \\r]\" min-recv 4 " + text + L7STS + good));
    }

    static CheckScript pgsql(String user) throws Mistake {
        byte[] parameters = ("user\0" + user + "\0\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer startup = ByteBuffer.allocate(8 + parameters.length);
        // version 3.0 of the protocol
        startup.putInt(startup.capacity()).putInt(3 << 16).put(parameters);
        return script(
                Connect.LINGERING,
                send(new String(startup.array(), StandardCharsets.ISO_8859_1)),
                expect("! rstring ^E min-recv 5 error-status L7RSP on-error \"%[res.payload(6,0)]\""),
                expect("rbinary ^52000000[A-F0-9]{2}000000(00|02|03|04|05|06|07|09|0A) min-recv 9 error-status L7STS"
                        + " on-success \"PostgreSQL server is ok\" on-error \"PostgreSQL unknown error\""));
    }

    /**
     * Of MySQL.
     *
     * @param user who logs in without a password; null for nobody
     * @param old whether it is done as before version 4.1
     */
    static CheckScript mysql(@Nullable String user, boolean old) {
        if (user == null) {
            return script(Connect.LINGERING, packet(0, true));
        }
        String name = new String(user.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String login = old
                ? octets("0080" + "000001") + name + "\0" + "\0"
                : octets("0082" + "0000" + "00800001" + "21" + "00".repeat(23)) + name + "\0" + "\0";
        // both at once: the greeting changes nothing
        return script(
                Connect.LINGERING,
                send(mysqlPacket(1, login) + mysqlPacket(0, "\1")),
                packet(0, false),
                packet(1, true));
    }

    private static String mysqlPacket(int number, String content) {
        return octets("%02x%02x%02x%02x"
                        .formatted(
                                content.length() & 0xff, content.length() >> 8 & 0xff, content.length() >> 16, number))
                + content;
    }

    private static CheckStep packet(int number, boolean last) {
        return new Expect(new MysqlPacket(number, last), false);
    }

    static CheckScript ldap() throws Mistake {
        return script(
                Connect.IMPLICIT,
                send(octets("300c020101600702010304008000")),
                expect("rbinary ^30 min-recv 14 error-status L7RSP on-error \"Not LDAPv3 protocol\""),
                new Expect(new LdapBindResponse(), false));
    }

    static CheckScript sslHello() throws Mistake {
        String random = octets("%08x".formatted(System.currentTimeMillis() / 1000)) + "HAPROXYSSLCHK\nHAPROXYSSLCHK\n";
        String hello = octets("0300") + random + octets("00" + "004e" + SUITES + "0100");
        return script(
                Connect.IMPLICIT,
                send(octets("160300" + "0079" + "01" + "000075") + hello),
                expect("rbinary ^1[56] min-recv 5 ok-status L6OK error-status L6RSP tout-status L6TOUT"));
    }

    private static String octets(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    private static CheckStep send(String octets) {
        return new Send(CheckFormat.plain(octets), false);
    }

    private static CheckStep expect(String words) throws Mistake {
        if (ExpectWords.ofTcp(new CheckWords(words)) instanceof CheckRule.Step rule) {
            return rule.step();
        }
        throw new IllegalStateException(words);
    }

    /** An own connection counts as the first step, one that nobody wrote doesn't. */
    private static CheckScript script(Connect connect, CheckStep... steps) {
        List<Line> lines = new ArrayList<>();
        int number = connect.implicit() ? 0 : 1;
        lines.add(new Line(number, null, connect));
        for (CheckStep step : steps) {
            number++;
            lines.add(new Line(number, null, step));
        }
        return new CheckScript(Kind.PROTOCOL, lines, false);
    }
}
