package io.epochgateway.runtimeapi;

import java.util.ArrayList;
import java.util.List;

/**
 * One line as it was sent, in HAProxy's notation: {@code ;} separates commands, blanks separate words, and a backslash
 * takes the special meaning from the character behind it.
 */
final class CommandLine {

    private CommandLine() {}

    /** The words of each command, at least one command; a command may have no words. */
    static List<List<String>> parse(String line) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean separates = c == ';' || c == ' ' || c == '\t';
            if (!separates) {
                boolean escapes = c == '\\' && i + 1 < line.length();
                word.append(escapes ? line.charAt(++i) : c);
                begun = true;
                continue;
            }
            if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
            if (c == ';') {
                commands.add(List.copyOf(words));
                words.clear();
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        // the separator may also end the line
        if (!words.isEmpty() || commands.isEmpty()) {
            commands.add(List.copyOf(words));
        }
        return commands;
    }
}
