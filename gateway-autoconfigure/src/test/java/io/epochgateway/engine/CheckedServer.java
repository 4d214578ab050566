package io.epochgateway.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that does the same on each connection, and remembers what it got on the first one. Any thread. */
final class CheckedServer implements AutoCloseable {

    private interface Step {
        void take(Origin.Connection connection, StringBuffer got) throws IOException;
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<StringBuffer> got = new CopyOnWriteArrayList<>();
    private final Origin origin = Origin.that(this::serve);

    /** Closes at once, unless more is said. */
    static CheckedServer that() {
        return new CheckedServer();
    }

    /** Says that to whatever comes first, and closes unless more is said. */
    static CheckedServer answering(String text) {
        return that().reads().says(text);
    }

    /** Waits for something to come, and reads what there is. */
    CheckedServer reads() {
        steps.add((connection, received) -> received.append(connection.some()));
        return this;
    }

    CheckedServer says(String text) {
        steps.add((connection, received) -> connection.send(text));
        return this;
    }

    /** Until the other side goes. */
    CheckedServer stays() {
        steps.add((connection, received) -> connection.countRest());
        return this;
    }

    CheckedServer resets() {
        steps.add((connection, received) -> connection.reset());
        return this;
    }

    private void serve(Origin.Connection connection) throws IOException {
        StringBuffer received = new StringBuffer();
        got.add(received);
        for (Step step : steps) {
            step.take(connection, received);
        }
    }

    int port() {
        return origin.address().getPort();
    }

    /** What came on the first connection, without what differs from one connection to the next. */
    String got() {
        return got.isEmpty() ? "" : got.getFirst().toString().replaceAll("(127.0.0.1 127.0.0.1) \\d+", "$1 port");
    }

    void forget() {
        got.clear();
    }

    @Override
    public void close() {
        origin.close();
    }
}
