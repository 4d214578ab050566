package io.epochgateway.definition;

/**
 * What is concluded from the traffic of a server (HAProxy {@code observe}).
 *
 * @param layer what is looked at
 * @param errorLimit so many errors in a row have a consequence, from 1
 * @param onError which
 */
public record ObserveDefinition(Layer layer, int errorLimit, OnError onError) {

    /** What is looked at. */
    public enum Layer {
        /** Whether connections can be made. */
        LAYER4,
        /** That, and whether responses are good: 100 to 499, 501 and 505 are. */
        LAYER7
    }

    /** What follows from too many errors. In all cases the next check comes as soon as {@code fastinter} says. */
    public enum OnError {
        /** Nothing more. */
        FASTINTER,
        /** A failed check. */
        FAIL_CHECK,
        /** A failed check after which one more puts the server down. */
        SUDDEN_DEATH,
        /** The server is down. */
        MARK_DOWN
    }
}
