package io.epochgateway.accesslog;

import java.util.List;

/**
 * The aliases {@code %hr}, {@code %hrl}, {@code %hs} and {@code %hsl}: nothing at all where nothing is captured.
 *
 * @param response else the request's
 * @param apart each field for itself, with blanks between them; else {@code {a|b}}
 */
record CapturedFields(boolean response, boolean apart, Flags flags) implements Piece {

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        Captures captures = stream.captures();
        if (captures == null) {
            return;
        }
        List<Captured> fields = response ? captures.response() : captures.request();
        if (fields.isEmpty()) {
            return;
        }
        if (apart) {
            each(line, fields);
            return;
        }
        if (flags.quote()) {
            line.octet('"');
        }
        Parts.fields(line, fields, flags.escape());
        if (flags.quote()) {
            line.octet('"');
        }
    }

    private void each(LineWriter line, List<Captured> fields) {
        boolean first = true;
        for (Captured field : fields) {
            if (!first) {
                line.octet(' ');
            }
            first = false;
            if (field.isPresent()) {
                flags.encoded(line, field.octets(), 0, field.length(), true);
            } else {
                flags.nothing(line);
            }
        }
    }
}
