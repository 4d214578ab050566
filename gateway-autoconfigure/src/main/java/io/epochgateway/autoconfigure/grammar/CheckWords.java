package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The words of one line about checks, read one after the other. */
final class CheckWords {

    private final List<String> words;
    private int at;

    CheckWords(String line) throws Mistake {
        this.words = Arguments.of(line);
    }

    boolean more() {
        return at < words.size();
    }

    /** The next word, which stays the next one; empty at the end. */
    String peek() {
        return more() ? words.get(at) : "";
    }

    String next(String of) throws Mistake {
        if (!more()) {
            throw new Mistake("'" + of + "' lacks its value", "Write it behind the keyword.");
        }
        return words.get(at++);
    }

    int number(String of, int lowest, int highest) throws Mistake {
        try {
            return new WholeNumber(lowest, highest).parse(next(of));
        } catch (Mistake mistake) {
            throw new Mistake(of + ": " + mistake.reason(), mistake.mend());
        }
    }

    /** As PCRE sees octets. */
    Pattern pattern(String of) throws Mistake {
        String text = next(of);
        try {
            return Pattern.compile(text, Pattern.UNIX_LINES);
        } catch (PatternSyntaxException wrong) {
            throw new Mistake("'" + text + "' is no regular expression", wrong.getDescription() + ".");
        }
    }

    /** What hexadecimal digits mean, octets as characters. */
    String octets(String of) throws Mistake {
        String digits = next(of);
        if (!digits.matches("([0-9A-Fa-f]{2})+")) {
            throw new Mistake("'" + digits + "' is not hexadecimal", "Write two digits for each octet.");
        }
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < digits.length(); i += 2) {
            octets.append((char) Integer.parseInt(digits, i, i + 2, 16));
        }
        return octets.toString();
    }

    void end() throws Mistake {
        if (more()) {
            throw new Mistake("'" + peek() + "' can't follow here", "Put text with blanks in quotes.");
        }
    }

    static Mistake unknown(String word, String what, List<String> valid) {
        return new Mistake("'" + word + "' is no " + what, NearestWord.mend(word, valid));
    }
}
