package io.epochgateway.http;

import io.epochgateway.http.MessageHead.Kind;
import java.util.Arrays;
import java.util.Objects;

/** What each fuzz target asserts of any bytes. */
final class Fuzzing {

    private Fuzzing() {}

    /** A head is taken for the same at any split, and what is written of it is taken for the same again. */
    static void head(Kind kind, String message) {
        MessageHead head = new MessageHead(kind, HeadLimits.DEFAULT);
        Reading whole = Reading.in(head, message);
        same(message, whole, Reading.in(head, message, Reading.everyOctet(message)));
        same(message, whole, Reading.in(head, message, cut(message)));
        if (whole.refusal() == null && !whole.meaning().equals("incomplete")) {
            Reading again = Reading.in(head, whole.written());
            same(message, meaning(whole), meaning(again));
            same(message, whole.written(), again.written());
            same(message, 0, again.after());
            require(message, clean(whole.written()));
        }
    }

    private static String meaning(Reading reading) {
        return reading.meaning().replace(" edited", "");
    }

    /** Whether its lines end with CRLF and have no other control characters than HTAB. */
    private static boolean clean(String head) {
        return head.replace("\r\n", "").chars().allMatch(octet -> octet == '\t' || (octet >= ' ' && octet != 0x7f));
    }

    /** What a client's bytes become is the same at any split, and means the same to any server. */
    static void forwarding(String bytes) {
        Forwarding whole = Forwarding.of(bytes);
        same(bytes, whole, Forwarding.of(bytes, Reading.everyOctet(bytes)));
        same(bytes, whole, Forwarding.of(bytes, cut(bytes)));
        same(bytes, new Forwarding(whole.forwarded(), null), Forwarding.of(whole.forwarded()));
        // a server that takes _ for - is what http-restrict-req-hdr-names is for
        if (!bytes.contains("_")) {
            Object first = null;
            for (CredulousServer.Mood mood : CredulousServer.Mood.values()) {
                Object requests = new CredulousServer(mood).requests(whole.forwarded());
                same(bytes, first == null ? requests : first, requests);
                first = requests;
            }
        }
    }

    private static int[] cut(String bytes) {
        return bytes.length() < 2 ? new int[0] : new int[] {1 + Math.floorMod(bytes.hashCode(), bytes.length() - 1)};
    }

    private static void same(String input, Object expected, Object actual) {
        require(input, Objects.equals(expected, actual), expected, actual);
    }

    private static void require(String input, boolean holds, Object... values) {
        if (!holds) {
            throw new AssertionError(input + "\n" + Arrays.toString(values));
        }
    }
}
