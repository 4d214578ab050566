package io.epochgateway.accesslog;

import io.epochgateway.definition.LogPatterns.Pattern;
import java.util.List;

/** HAProxy's {@code log-format}: what a line is made of, in order. */
final class CustomLine implements LineFormat {

    private final Piece[] pieces;
    private final boolean asks;

    private CustomLine(List<Piece> pieces) {
        this.pieces = pieces.toArray(Piece[]::new);
        this.asks = pieces.stream().anyMatch(ExpressionPart.class::isInstance);
    }

    /**
     * Parses it.
     *
     * @throws io.epochgateway.definition.DefinitionException if it is no log-format string
     */
    static CustomLine of(Pattern pattern, Surroundings around) {
        return new CustomLine(new PatternParser(pattern, around).parse());
    }

    /** Whether it looks things up that only rooms above know. */
    boolean asks() {
        return asks;
    }

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        boolean afterBlank = true;
        for (Piece piece : pieces) {
            if (piece != Piece.BLANK) {
                int before = line.position();
                piece.write(line, dates, stream);
                // captures that are not there don't part two blanks; an empty text does
                afterBlank &= piece instanceof CapturedFields && line.position() == before;
            } else if (!afterBlank) {
                line.octet(' ');
                afterBlank = true;
            }
        }
    }
}
