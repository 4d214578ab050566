package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The tables of messages beside this class; their first lines say how they are written. */
public final class MessageTable {

    /**
     * A message and what becomes of it.
     *
     * @param title unique in its table
     * @param message its octets, each a character
     * @param outcome statuses and perhaps the word closed
     * @param forwarded what the other side sees, as far as the table says
     */
    public record Row(String title, String message, String outcome, String forwarded) {

        @Override
        public String toString() {
            return title;
        }
    }

    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

    private MessageTable() {}

    public static List<Row> requests() {
        return read("requests.txt");
    }

    public static List<Row> responses() {
        return read("responses.txt");
    }

    private static List<Row> read(String file) {
        try (InputStream in = MessageTable.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1);
            List<Row> rows = new ArrayList<>();
            for (String block : text.split("(?m)^### ")) {
                if (!block.startsWith("#")) {
                    rows.add(row(block));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row row(String block) {
        String[] title = block.split("\n", 2);
        String[] message = title[1].split("(?m)^--- ?", 2);
        String[] outcome = message[1].split("\n", 2);
        String forwarded = outcome[1].split("(?m)^~~~", 2)[0];
        return new Row(title[0], octets(message[0]), outcome[0].strip(), octets(forwarded));
    }

    private static String octets(String lines) {
        StringBuilder octets = new StringBuilder();
        for (String line : lines.lines().toList()) {
            boolean open = line.endsWith("\\") && !line.endsWith("\\\\");
            String text = open ? line.substring(0, line.length() - 1) : line;
            octets.append(ESCAPE.matcher(text).replaceAll(match -> switch (match.group(1)
                    .charAt(0)) {
                case 'r' -> "\r";
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'x' ->
                    String.valueOf((char) Integer.parseInt(match.group(1).substring(1), 16))
                            .replace("\\", "\\\\")
                            .replace("$", "\\$");
                default -> "\\\\";
            }));
            octets.append(open ? "" : "\r\n");
        }
        return octets.toString();
    }

    /** Writes the messages to files below the directory in {@code arguments[0]}, for fuzzers to start from. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0], "requests"), requests());
        write(Path.of(arguments[0], "responses"), responses());
    }

    private static void write(Path directory, List<Row> rows) throws IOException {
        Files.createDirectories(directory);
        for (int row = 0; row < rows.size(); row++) {
            Files.write(
                    directory.resolve(String.valueOf(row)),
                    rows.get(row).message().getBytes(ISO_8859_1));
        }
    }
}
