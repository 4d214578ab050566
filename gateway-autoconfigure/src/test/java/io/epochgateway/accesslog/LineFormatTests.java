package io.epochgateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of HAProxy 2.6, byte for byte. */
class LineFormatTests {

    private static final String CLIENT_AND_DATE = "127.0.0.1:60858 [22/Nov/2026:20:15:52.576] ";

    static String line(LineFormat format, LoggedStream stream) {
        return line(format, stream, "UTC", LineRing.LONGEST);
    }

    private static String line(LineFormat format, LoggedStream stream, String zone, int longest) {
        byte[] bytes = new byte[LineRing.LONGEST];
        LineWriter line = new LineWriter();
        line.begin(bytes, 7, 7 + longest);
        format.write(line, new Dates(ZoneId.of(zone)), stream);
        return new String(bytes, 7, line.position() - 7, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aRequestThatWentWell() {
        assertThat(line(new HttpLine(false), new SampleStream()))
                .isEqualTo(CLIENT_AND_DATE + "www web/s1 0/0/0/3/3 200 51 - - ---- 5/4/3/2/0 0/1 \"GET / HTTP/1.1\"");
    }

    @Test
    void aRequestThatNeverCame() {
        assertThat(line(new HttpLine(false), SampleStream.badRequest("cR", 408)))
                .isEqualTo(CLIENT_AND_DATE + "www www/<NOSRV> -1/-1/-1/-1/3 408 0 - - cR-- 5/4/3/2/0 0/1 \"<BADREQ>\"");
    }

    @Test
    void aRequestThatWasRedispatched() {
        SampleStream stream = new SampleStream();
        stream.retries = 3;
        stream.redispatched = true;

        assertThat(line(new HttpLine(false), stream)).contains(" 5/4/3/2/+3 0/1 ");
    }

    @Test
    void figuresThatMayGrowHaveAPlusInAnEarlyLine() {
        assertThat(line(new HttpLine(true), new SampleStream())).contains(" 0/0/0/3/+3 200 +51 - - ---- ");
        assertThat(line(new TcpLine(true), new SampleStream())).contains(" 0/0/+3 +51 -- ");
    }

    @Test
    void aTcpSession() {
        assertThat(line(new TcpLine(false), new SampleStream()))
                .isEqualTo(CLIENT_AND_DATE + "www web/s1 0/0/3 51 -- 5/4/3/2/0 0/1");
    }

    @Test
    void aConnectionWhereNoFormatIsChosen() {
        assertThat(line(new ConnectLine(true), new SampleStream()))
                .isEqualTo("Connect from 127.0.0.1:60858 to 127.0.0.1:8080 (www/HTTP)");
        assertThat(line(new ConnectLine(false), new SampleStream())).endsWith(" (www/TCP)");
    }

    @Test
    void whatIsNotPrintableIsEncodedInTheRequestLine() {
        assertThat(line(new HttpLine(false), new SampleStream().requestLine("GET /a\"b#c\u007f\u00e4\t\0{|} HTTP/1.1")))
                .endsWith(" \"GET /a#22b#23c#7F#E4#09#00{|} HTTP/1.1\"");
    }

    @ParameterizedTest
    @CsvSource({"UTC, 20:15:52.576", "Europe/Berlin, 21:15:52.576", "Asia/Kolkata, 23/Nov/2026:01:45:52.576"})
    void theDateIsLocal(String zone, String time) {
        assertThat(line(new TcpLine(false), new SampleStream(), zone, LineRing.LONGEST))
                .contains(":" + time.substring(time.lastIndexOf('/') < 0 ? 0 : time.indexOf(':') + 1) + "]")
                .contains(time.contains("/") ? "[" + time + "]" : "[22/Nov/2026:");
    }

    @Test
    void eachSecondHasItsOwnDate() {
        Dates dates = new Dates(ZoneId.of("UTC"));
        byte[] bytes = new byte[64];
        LineWriter line = new LineWriter();
        for (int i = 0; i < 80; i++) {
            int second = i % 40 / (1 + i / 40);
            line.begin(bytes, 0, bytes.length);
            dates.write(line, second * 1000L + i);
            assertThat(new String(bytes, 0, line.position(), StandardCharsets.US_ASCII))
                    .isEqualTo("[01/Jan/1970:00:00:%02d.%03d] ", second, i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                9,
                10,
                99,
                100,
                209,
                999,
                1000,
                4071,
                9999,
                10000,
                12345,
                -1,
                -10,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void numbersAreWrittenInFull(long number) {
        byte[] bytes = new byte[32];
        LineWriter line = new LineWriter();
        line.begin(bytes, 0, bytes.length);
        line.number(number);
        assertThat(new String(bytes, 0, line.position(), StandardCharsets.US_ASCII))
                .isEqualTo(Long.toString(number));

        line.begin(bytes, 0, bytes.length);
        line.number(number, '/');
        assertThat(new String(bytes, 0, line.position(), StandardCharsets.US_ASCII))
                .isEqualTo(number + "/");
    }

    @Test
    void aLineThatIsTooLongIsCutAndNothingBehindItIsTouched() {
        String whole = line(new HttpLine(false), new SampleStream().requestLine("GET /\u0001\u0001 HTTP/1.1"));

        for (int longest = 0; longest < whole.length(); longest++) {
            assertThat(line(
                            new HttpLine(false),
                            new SampleStream().requestLine("GET /\u0001\u0001 HTTP/1.1"),
                            "UTC",
                            longest))
                    .hasSizeLessThanOrEqualTo(longest);
        }
    }
}
