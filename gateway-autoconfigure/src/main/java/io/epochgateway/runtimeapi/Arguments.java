package io.epochgateway.runtimeapi;

import java.util.List;

/**
 * What stands behind the words of a command.
 *
 * @param words in order
 * @param payload the lines that followed a {@code <<}; empty if none did
 * @param conversation who asks
 */
public record Arguments(List<String> words, String payload, Conversation conversation) {

    /** The word at an index, from 0; empty where none is. */
    public String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** How many words there are. */
    public int count() {
        return words.size();
    }
}
