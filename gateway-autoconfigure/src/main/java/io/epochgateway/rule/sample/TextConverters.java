package io.epochgateway.rule.sample;

import static io.epochgateway.rule.sample.ConverterKeyword.plain;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as a whole. */
final class TextConverters {

    static final List<ConverterKeyword> KEYWORDS = List.of(
            plain("lower", Type.TEXT, Type.TEXT, TextConverters::lower),
            plain("upper", Type.TEXT, Type.TEXT, TextConverters::upper),
            plain("length", Type.TEXT, Type.INT, (evidence, sample) -> sample.setNumber(sample.length())),
            plain("cut_crlf", Type.TEXT, Type.TEXT, TextConverters::firstLine),
            plain("host_only", Type.TEXT, Type.TEXT, TextConverters::host),
            plain("port_only", Type.TEXT, Type.INT, TextConverters::port),
            new ConverterKeyword("ltrim", 1, 1, Type.TEXT, Type.TEXT, call -> trim(call, true)),
            new ConverterKeyword("rtrim", 1, 1, Type.TEXT, Type.TEXT, call -> trim(call, false)),
            new ConverterKeyword("regsub", 2, 3, Type.TEXT, Type.TEXT, TextConverters::substitute));

    private TextConverters() {}

    private static boolean lower(Evidence evidence, Sample sample) {
        byte[] bytes = sample.octets();
        byte[] lower = sample.room(sample.length());
        int at = 0;
        for (int i = sample.from(); i < sample.to(); i++) {
            lower[at++] = (byte) Octets.lower(bytes[i]);
        }
        return sample.setText(lower, 0, at);
    }

    private static boolean upper(Evidence evidence, Sample sample) {
        byte[] bytes = sample.octets();
        byte[] upper = sample.room(sample.length());
        int at = 0;
        for (int i = sample.from(); i < sample.to(); i++) {
            byte octet = bytes[i];
            upper[at++] = (byte) (octet >= 'a' && octet <= 'z' ? octet & ~0x20 : octet);
        }
        return sample.setText(upper, 0, at);
    }

    private static boolean firstLine(Evidence evidence, Sample sample) {
        int end = Octets.indexOf(sample.octets(), sample.from(), sample.to(), '\r');
        return sample.narrow(sample.from(), Octets.indexOf(sample.octets(), sample.from(), end, '\n'));
    }

    private static boolean host(Evidence evidence, Sample sample) {
        return sample.narrow(sample.from(), portMark(sample)) && lower(evidence, sample);
    }

    private static boolean port(Evidence evidence, Sample sample) {
        int mark = portMark(sample);
        return sample.setNumber(mark < sample.to() ? Sample.leadingNumber(sample.octets(), mark + 1, sample.to()) : 0);
    }

    /** The colon before the port, or the end: behind the bracket of an IPv6 address, or the only one. */
    private static int portMark(Sample sample) {
        byte[] bytes = sample.octets();
        int to = sample.to();
        if (sample.length() > 0 && bytes[sample.from()] == '[') {
            return Octets.indexOf(bytes, Octets.indexOf(bytes, sample.from(), to, ']'), to, ':');
        }
        return Octets.indexOf(bytes, sample.from(), to, ':');
    }

    private static Converter trim(Call call, boolean left) throws Mistake {
        byte[] trimmed = ConstantFetches.bytes(call.text(0));
        return (evidence, sample) -> {
            int from = sample.from();
            int to = sample.to();
            while (left && from < to && contains(trimmed, sample.octets()[from])) {
                from++;
            }
            while (!left && to > from && contains(trimmed, sample.octets()[to - 1])) {
                to--;
            }
            return sample.narrow(from, to);
        };
    }

    static boolean contains(byte[] set, byte octet) {
        for (byte one : set) {
            if (one == octet) {
                return true;
            }
        }
        return false;
    }

    private static Converter substitute(Call call) throws Mistake {
        String flags = call.text(2, "");
        if (!flags.matches("[gi]*")) {
            throw new Mistake("'" + flags + "' are no flags of regsub", "Write 'g', 'i' or both.");
        }
        Pattern pattern = RegularExpression.of(call.text(0), flags.contains("i"));
        String replacement = RegularExpression.characters(call.text(1, ""));
        boolean all = flags.contains("g");
        return (evidence, sample) -> {
            String text = sample.text();
            Matcher matcher = pattern.matcher(text);
            StringBuilder result = new StringBuilder();
            int done = 0;
            while (matcher.find()) {
                result.append(text, done, matcher.start());
                RegularExpression.expand(replacement, matcher, result);
                done = matcher.end();
                if (!all) {
                    break;
                }
            }
            result.append(text, done, text.length());
            return sample.setText(result.toString().getBytes(StandardCharsets.ISO_8859_1));
        };
    }
}
