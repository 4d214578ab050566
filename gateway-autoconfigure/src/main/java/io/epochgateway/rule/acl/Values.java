package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.RegularExpression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The flags and the values of an ACL, as they are written behind its expression. */
final class Values {

    private final List<String> values = new ArrayList<>();
    private boolean anyCase;
    private boolean names = true;
    private boolean fromFile;
    private @Nullable Method method;

    private Values() {}

    /**
     * Reads flags, then values.
     *
     * @param method how the keyword compares; null if it doesn't say
     */
    static Values of(Iterator<String> words, @Nullable Method method) throws Mistake {
        Values read = new Values();
        read.method = method;
        while (words.hasNext()) {
            String word = words.next();
            if (!read.readFlag(word, words)) {
                read.values.add(word);
                break;
            }
            if (word.equals("--")) {
                break;
            }
        }
        words.forEachRemaining(read.values::add);
        return read;
    }

    private boolean readFlag(String word, Iterator<String> words) throws Mistake {
        switch (word) {
            case "-i" -> anyCase = true;
            case "-n" -> names = false;
            case "-u" -> behind(word, words);
            case "-f" -> readFile(behind(word, words));
            case "-m" -> {
                if (!values.isEmpty()) {
                    throw new Mistake("'-m' stands behind a file's values", "Write it before '-f'.");
                }
                method = Method.of(behind(word, words));
            }
            case "-M" -> throw new Mistake("'-M' needs maps, which are not supported", "Leave it out.");
            case "--" -> {}
            default -> {
                if (word.startsWith("-")) {
                    throw Mistake.unknown("flag of an acl", word, List.of("-i", "-n", "-u", "-f", "-m", "--"));
                }
                return false;
            }
        }
        return true;
    }

    private static String behind(String flag, Iterator<String> words) throws Mistake {
        if (!words.hasNext()) {
            throw new Mistake("'" + flag + "' lacks its value", "Write it behind the flag.");
        }
        return words.next();
    }

    /** One value a line; blanks before it, empty lines and those that start with # don't count. */
    private void readFile(String name) throws Mistake {
        try {
            for (String line : Files.readAllLines(Path.of(name), StandardCharsets.ISO_8859_1)) {
                String value = line.strip();
                if (!value.isEmpty() && value.charAt(0) != '#') {
                    values.add(value);
                }
            }
            fromFile = true;
        } catch (IOException | InvalidPathException e) {
            throw new Mistake("the file '" + name + "' can't be read", "Correct its name or its permissions.");
        }
    }

    /** How samples are compared; null if that follows from the sample. */
    @Nullable
    Method method() {
        return method;
    }

    /** Compares that way with these values. */
    Match match(Method how) throws Mistake {
        if (how.takesValues() && values.isEmpty() && !fromFile) {
            throw new Mistake("the acl has no value to compare with", "Write one, or -m found.");
        }
        return switch (how) {
            case FOUND -> sample -> true;
            case BOOL -> sample -> sample.asNumber() && sample.number() != 0;
            case INT -> Ranges.of(values, false);
            case LEN -> Ranges.of(values, true);
            case VERSION -> Ranges.ofVersions(values);
            case IP -> Networks.of(values, names);
            case BIN -> new TextSet(hexadecimal(), anyCase, true);
            case STR -> new TextSet(octets(), anyCase, false);
            case BEG, END, SUB, DIR, DOM -> new TextParts(how, octets(), anyCase);
            case REG -> regular();
        };
    }

    private List<byte[]> octets() {
        return values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private List<byte[]> hexadecimal() throws Mistake {
        List<byte[]> octets = new ArrayList<>();
        for (String value : values) {
            try {
                octets.add(HexFormat.of().parseHex(value));
            } catch (IllegalArgumentException e) {
                throw new Mistake("'" + value + "' is not hexadecimal", "Write two digits for each octet.");
            }
        }
        return octets;
    }

    private Match regular() throws Mistake {
        List<Pattern> patterns = new ArrayList<>();
        for (String value : values) {
            patterns.add(RegularExpression.of(value, anyCase));
        }
        return sample -> {
            String text = sample.text();
            for (Pattern pattern : patterns) {
                if (pattern.matcher(text).find()) {
                    return true;
                }
            }
            return false;
        };
    }
}
