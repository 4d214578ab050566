package io.epochgateway.engine;

import java.util.List;

/** One HTTP message as it stood on the wire; of a chunked body the sizes of the chunks, and its trailers. */
record Message(String startLine, List<String> fields, String body, List<Integer> chunks, List<String> trailers) {

    int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    boolean has(String name) {
        return fields.stream().anyMatch(line -> isNamed(line, name));
    }

    /** The first value; empty if there is none. */
    String field(String name) {
        return fields.stream()
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static boolean isNamed(String line, String name) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }
}
