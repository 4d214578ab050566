package io.epochgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.http.MessageHead.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Valid messages by chance, and what becomes of them under mutation. The seeds are fixed, so a failure comes again. */
class GeneratedMessagesTests {

    private static final int MESSAGES = 2000;
    private static final int MUTATIONS = 12_000;
    private static final String TOKEN_OCTETS =
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** The syntax of a request head, RFC 9112 sections 2.2, 3 and 5, said once more by other means. */
    private static final Pattern HEAD =
            Pattern.compile("(\r\n)*" + token() + "+ [\\x21\\x22\\x24-\\x7e]+ HTTP/\\d\\.\\d\r\n" + "(" + token()
                    + "+:[\\t\\x20-\\x7e\\x80-\\xff]*\r\n)*\r\n");

    /** Refusals that the pattern must give as well; the others are about what the words mean. */
    private static final Set<Refusal> SYNTAX = EnumSet.of(
            Refusal.REQUEST_LINE,
            Refusal.METHOD,
            Refusal.TARGET_OCTET,
            Refusal.BARE_CR,
            Refusal.BARE_LF,
            Refusal.CONTROL_CHARACTER,
            Refusal.SPACE_BEFORE_FIELDS,
            Refusal.OBS_FOLD,
            Refusal.FIELD_NAME,
            Refusal.SPACE_BEFORE_COLON);

    private static String token() {
        return "[!#$%&'*+\\-.^_`|~0-9a-zA-Z]";
    }

    private final MessageHead head = new MessageHead(Kind.REQUEST, HeadLimits.DEFAULT);

    @Test
    void everyValidHeadIsTakenForWhatItIs() {
        Random random = new Random(9112);
        for (int message = 0; message < MESSAGES; message++) {
            List<String> fields = new ArrayList<>();
            String text = request(random, fields);
            Reading reading = Reading.in(head, text, cuts(random, text.length()));
            assertThat(reading.refusal()).as(text).isNull();
            assertThat(reading.fields()).isEqualTo(String.join("|", fields));
            assertThat(reading.written()).isEqualTo(text.stripLeading());
        }
    }

    @Test
    void aMutatedHeadIsReadTheSameAtAnySplitAndJudgedAsTheGrammarDoes() {
        Random random = new Random(9110);
        int accepted = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            String text = Mutation.of(random, request(random, new ArrayList<>()));
            Reading reading = Reading.in(head, text);
            assertThat(Reading.in(head, text, cuts(random, text.length())))
                    .as(text)
                    .isEqualTo(reading);
            if (reading.refusal() != null) {
                if (SYNTAX.contains(reading.refusal())) {
                    assertThat(HEAD.matcher(text).lookingAt()).as(text).isFalse();
                }
            } else if (!reading.meaning().equals("incomplete")) {
                accepted++;
                assertThat(HEAD.matcher(text.substring(0, text.length() - reading.after()))
                                .matches())
                        .as(text)
                        .isTrue();
                Reading again = Reading.in(head, reading.written());
                assertThat(again.refusal()).isNull();
                assertThat(again.written()).isEqualTo(reading.written());
                assertThat(again.meaning()).doesNotContain("edited");
            }
        }
        assertThat(accepted).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    @Test
    void aMutatedBodyEndsAtTheSameOctetAtAnySplit() {
        Random random = new Random(7);
        int refused = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            StringBuilder body = new StringBuilder("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            int start = body.length();
            for (int chunk = random.nextInt(4); chunk > 0; chunk--) {
                int size = 1 + random.nextInt(20);
                body.append(Integer.toHexString(size))
                        .append(random.nextBoolean() ? ";a=\"b\"" : "")
                        .append("\r\n");
                body.append("\r\n0".repeat(7), 0, size).append("\r\n");
            }
            body.append("0\r\n").append(random.nextBoolean() ? "A: b\r\n" : "").append("\r\nGET / HTTP/1.0\r\n\r\n");
            String text = body.substring(0, start) + Mutation.of(random, body.substring(start));
            Forwarding whole = Forwarding.of(text);
            assertThat(Forwarding.of(text, cuts(random, text.length())))
                    .as(text)
                    .isEqualTo(whole);
            refused += whole.refusal() == null ? 0 : 1;
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    static String request(Random random, List<String> fields) {
        StringBuilder text = new StringBuilder("\r\n".repeat(Math.max(0, random.nextInt(12) - 9)));
        text.append(random.nextInt(3) == 0 ? any(random, TOKEN_OCTETS, 1 + random.nextInt(8)) : "GET");
        text.append(" /")
                .append(target(random))
                .append(" HTTP/1.")
                .append(random.nextInt(2))
                .append("\r\n");
        int host = random.nextInt(4);
        for (int field = 0; field < 4 + random.nextInt(6); field++) {
            String name = field == host ? "hOsT" : "x" + any(random, TOKEN_OCTETS, random.nextInt(20));
            String value = field == host ? "example.org:8080" : value(random);
            text.append(name).append(':').append(" \t ", 0, random.nextInt(4)).append(value);
            text.append(" \t ", 0, random.nextInt(4)).append("\r\n");
            fields.add((field == host ? "HOST=" : "OTHER=") + value);
        }
        return text.append("\r\n").toString();
    }

    private static String target(Random random) {
        StringBuilder target = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            char octet = (char) ('!' + random.nextInt(0x7e - '!'));
            target.append(octet == '#' ? '?' : octet);
        }
        return target.toString();
    }

    private static String value(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int octet = random.nextInt(256);
            boolean fits = octet == '\t' || (octet >= ' ' && octet != 0x7f);
            value.append(fits ? (char) octet : 'v');
        }
        return value.toString().replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static String any(Random random, String of, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }

    private static int[] cuts(Random random, int length) {
        if (random.nextInt(4) == 0) {
            return IntStream.range(1, length).toArray();
        }
        Set<Integer> cuts = new TreeSet<>();
        for (int cut = random.nextInt(5); cut > 0 && length > 1; cut--) {
            cuts.add(1 + random.nextInt(length - 1));
        }
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }
}
