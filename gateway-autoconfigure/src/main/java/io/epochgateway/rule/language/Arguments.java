package io.epochgateway.rule.language;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line as HAProxy splits it: blanks separate them, unless they stand in single or double quotes or behind
 * a backslash. Outside single quotes, {@code \t}, {@code \n}, {@code \r} and {@code \xHH} are characters; a backslash
 * before anything else that needs none stays. Any thread.
 */
public final class Arguments {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;
    private int at;

    private Arguments(String line) {
        this.line = line;
    }

    /** Splits a line. */
    public static List<String> of(String line) throws Mistake {
        return new Arguments(line).split();
    }

    private List<String> split() throws Mistake {
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (quote != 0 ? next == quote : next == '"' || next == '\'') {
                quote = quote == 0 ? next : 0;
                inWord = true;
            } else if (next == '\\' && quote != '\'') {
                escaped();
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(next)) {
                endWord();
            } else {
                word.append(next);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new Mistake("a quote (" + quote + ") is not closed", "Close it, or write \\" + quote + ".");
        }
        endWord();
        return List.copyOf(words);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void escaped() throws Mistake {
        char next = at < line.length() ? line.charAt(at) : 0;
        switch (next) {
            case ' ', '\\', '#', '"', '\'' -> word.append(next);
            case 't' -> word.append('\t');
            case 'n' -> word.append('\n');
            case 'r' -> word.append('\r');
            case 'x' -> hexadecimal();
            default -> {
                word.append('\\');
                return;
            }
        }
        at++;
    }

    private void hexadecimal() throws Mistake {
        String digits = line.substring(Math.min(at + 1, line.length()), Math.min(at + 3, line.length()));
        if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw new Mistake("'\\x" + digits + "' is no character", "Write \\x and two hexadecimal digits.");
        }
        word.append((char) Integer.parseInt(digits, 16));
        at += 2;
    }
}
