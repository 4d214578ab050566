package io.epochgateway.accesslog;

/**
 * What must be known to understand a log-format string.
 *
 * @param http the frontend's mode
 * @param early written before the end: what may still grow has a {@code +}
 * @param use what is made of it
 * @param expressions understands those in it
 */
record Surroundings(boolean http, boolean early, Expressions.Use use, Expressions expressions) {

    static Surroundings ofLine(boolean http, boolean early, Expressions expressions) {
        return new Surroundings(http, early, Expressions.Use.LINE, expressions);
    }

    static Surroundings ofName(boolean http, Expressions expressions) {
        return new Surroundings(http, false, Expressions.Use.NAME, expressions);
    }
}
