package io.epochgateway.accesslog;

/** Finds something out about a stream. Event loop only. */
@FunctionalInterface
public interface Lookup {

    /** Whether there is such a thing; its text is given to the finding then. */
    boolean of(LoggedStream stream, Finding finding);
}
