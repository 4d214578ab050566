package io.epochgateway.rule.sample;

import static io.epochgateway.rule.sample.ConverterKeyword.plain;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Other ways to write the same. */
final class EncodingConverters {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final List<ConverterKeyword> KEYWORDS = List.of(
            encoder("base64", Base64.getEncoder()),
            encoder("ub64enc", Base64.getUrlEncoder().withoutPadding()),
            decoder("b64dec", Base64.getDecoder()),
            decoder("ub64dec", Base64.getUrlDecoder()),
            plain("hex", Type.BINARY, Type.TEXT, (evidence, sample) -> sample.hexadecimal()),
            plain("hex2i", Type.TEXT, Type.INT, EncodingConverters::number),
            new ConverterKeyword("url_dec", 0, 1, Type.TEXT, Type.TEXT, EncodingConverters::decode),
            new ConverterKeyword("url_enc", 0, 1, Type.TEXT, Type.TEXT, EncodingConverters::encode),
            new ConverterKeyword("http_date", 0, 2, Type.INT, Type.TEXT, EncodingConverters::date));

    private EncodingConverters() {}

    private static ConverterKeyword encoder(String name, Base64.Encoder encoder) {
        return plain(
                name, Type.BINARY, Type.TEXT, (evidence, sample) -> sample.setText(encoder.encode(sample.copyRaw())));
    }

    private static ConverterKeyword decoder(String name, Base64.Decoder decoder) {
        return plain(name, Type.TEXT, Type.BINARY, (evidence, sample) -> {
            try {
                byte[] decoded = decoder.decode(sample.copyRaw());
                return sample.setBinary(decoded, 0, decoded.length);
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }

    private static boolean number(Evidence evidence, Sample sample) {
        long number = 0;
        for (int i = sample.from(); i < sample.to(); i++) {
            int digit = Character.digit(sample.octets()[i], 16);
            if (digit < 0) {
                return false;
            }
            number = number << 4 | digit;
        }
        return sample.setNumber(number);
    }

    /** A plus is a blank behind the question mark; with an argument other than 0 it is one everywhere. */
    private static Converter decode(Call call) throws Mistake {
        boolean inForm = call.number(0, 0) != 0;
        return (evidence, sample) -> {
            byte[] bytes = sample.octets();
            int from = sample.from();
            int to = sample.to();
            byte[] decoded = sample.room(to - from);
            boolean plusIsBlank = inForm;
            int at = 0;
            for (int i = from; i < to; i++) {
                byte octet = bytes[i];
                if (octet == '+' && plusIsBlank) {
                    decoded[at++] = ' ';
                } else if (octet == '%') {
                    int high = i + 2 < to ? Character.digit(bytes[i + 1], 16) : -1;
                    int low = i + 2 < to ? Character.digit(bytes[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        return false;
                    }
                    decoded[at++] = (byte) (high << 4 | low);
                    i += 2;
                } else {
                    plusIsBlank |= octet == '?';
                    decoded[at++] = octet;
                }
            }
            return sample.setText(decoded, 0, at);
        };
    }

    private static Converter encode(Call call) throws Mistake {
        String way = call.text(0, "query");
        if (!way.equals("query")) {
            throw Mistake.unknown("way to encode", way, List.of("query"));
        }
        return (evidence, sample) -> {
            StringBuilder encoded = new StringBuilder();
            for (int i = sample.from(); i < sample.to(); i++) {
                int octet = sample.octets()[i] & 0xff;
                if (octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0)) {
                    encoded.append((char) octet);
                } else {
                    encoded.append('%')
                            .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                            .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
                }
            }
            return sample.setText(encoded.toString().getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static Converter date(Call call) throws Mistake {
        long offset = call.number(0, 0);
        long perSecond = ConstantFetches.unitsPerSecond(call);
        return (evidence, sample) -> {
            long seconds = sample.number() / perSecond + offset;
            return seconds >= 0
                    && seconds < 253402300800L
                    && sample.setText(
                            HTTP_DATE.format(Instant.ofEpochSecond(seconds)).getBytes(StandardCharsets.US_ASCII));
        };
    }
}
