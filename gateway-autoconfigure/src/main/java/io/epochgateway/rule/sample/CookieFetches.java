package io.epochgateway.rule.sample;

import io.epochgateway.http.MessageHead;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cookies: of requests by {@code Cookie}, of responses by {@code Set-Cookie}. */
final class CookieFetches {

    static final List<FetchKeyword> KEYWORDS =
            of(List.of("req.cook", "cook"), Need.REQUEST, new AsciiString("cookie"), true, TargetFetches::request);

    private CookieFetches() {}

    /**
     * The fetches of one side.
     *
     * @param several whether one field may hold several cookies
     */
    static List<FetchKeyword> of(
            List<String> names, Need need, AsciiString field, boolean several, FieldFetches.Side side) {
        List<FetchKeyword> all = new ArrayList<>();
        for (String name : names) {
            all.add(new FetchKeyword(name, 0, 1, Type.TEXT, need, (call, scope) -> {
                byte[] cookie = ConstantFetches.bytes(call.text(0, ""));
                return (evidence, sample) -> value(side.head(evidence, sample), field, several, cookie, sample);
            }));
            all.add(new FetchKeyword(name + "_val", 0, 1, Type.INT, need, (call, scope) -> {
                byte[] cookie = ConstantFetches.bytes(call.text(0, ""));
                return (evidence, sample) ->
                        value(side.head(evidence, sample), field, several, cookie, sample) && sample.asNumber();
            }));
            all.add(new FetchKeyword(name + "_cnt", 0, 1, Type.INT, need, (call, scope) -> {
                byte[] cookie = ConstantFetches.bytes(call.text(0, ""));
                return (evidence, sample) -> {
                    MessageHead head = side.head(evidence, sample);
                    return head != null && sample.setNumber(count(head, field, several, cookie, sample));
                };
            }));
        }
        return List.copyOf(all);
    }

    private static boolean value(
            @Nullable MessageHead head, AsciiString name, boolean several, byte[] cookie, Sample sample) {
        if (head == null) {
            return false;
        }
        if (sample.every()) {
            return next(head, name, several, cookie, sample.place(), sample.position(), sample) && another(sample);
        }
        return last(head, name, several, cookie, sample);
    }

    private static boolean last(MessageHead head, AsciiString name, boolean several, byte[] cookie, Sample sample) {
        boolean found = false;
        int from = 0;
        int to = 0;
        int place = 0;
        int position = 0;
        while (next(head, name, several, cookie, place, position, sample)) {
            found = true;
            from = sample.from();
            to = sample.to();
            place = sample.place();
            position = sample.position();
        }
        return found && sample.setText(head.octets(), from, to);
    }

    private static boolean another(Sample sample) {
        sample.goOn(sample.place(), sample.position());
        return true;
    }

    private static int count(MessageHead head, AsciiString name, boolean several, byte[] cookie, Sample sample) {
        int count = 0;
        int place = 0;
        int position = 0;
        while (next(head, name, several, cookie, place, position, sample)) {
            count++;
            place = sample.place();
            position = sample.position();
        }
        return count;
    }

    /** The next one from a field's number and a position in it; tells the sample where it ends. */
    private static boolean next(
            MessageHead head,
            AsciiString name,
            boolean several,
            byte[] cookie,
            int place,
            int position,
            Sample sample) {
        byte[] octets = head.octets();
        int start = position;
        for (int field = head.find(name, place); field >= 0; field = head.find(name, field + 1)) {
            int end = head.valueEnd(field);
            int at = start == 0 ? head.valueStart(field) : start;
            start = 0;
            while (at < end) {
                int stop = Octets.indexOf(octets, at, end, ';');
                int equals = Octets.indexOf(octets, at, stop, '=');
                if (equals < stop && isNamed(octets, at, equals, cookie)) {
                    sample.pause(field, several ? stop + 1 : end);
                    return sample.setTrimmedText(octets, equals + 1, stop);
                }
                at = several ? stop + 1 : end;
            }
        }
        return false;
    }

    private static boolean isNamed(byte[] octets, int start, int end, byte[] cookie) {
        int from = Octets.trimStart(octets, start, end);
        return cookie.length == 0 || Octets.same(octets, from, Octets.trimEnd(octets, from, end), cookie, false);
    }
}
