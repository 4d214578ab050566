package io.epochgateway.accesslog;

/**
 * What an expression ({@code %[...]}) finds. It is written as it is, but a control octet can't break a line or a field:
 * it is encoded, as HAProxy does in fields. Where there is nothing a line says {@code -} and a name nothing.
 *
 * @param mark what stands before the two hexadecimal digits of an encoded octet
 * @param named whether it is part of a request's name
 */
record ExpressionPart(Lookup lookup, Flags flags, char mark, boolean named) implements Piece {

    static ExpressionPart of(Lookup lookup, Flags flags, Expressions.Use use) {
        return switch (use) {
            case LINE -> new ExpressionPart(lookup, flags, '#', false);
            case NAME -> new ExpressionPart(lookup, flags, '%', true);
        };
    }

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        Finding finding = line.finding();
        if (lookup.of(stream, finding) && !finding.isEmpty()) {
            flags.found(line, finding, mark);
        } else if (!named) {
            flags.nothing(line);
        }
    }
}
