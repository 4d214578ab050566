package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.StateDefinition.Track;

/** A server, with or without its backend. */
record TrackedServer() implements Scalar<Track> {

    @Override
    public Track parse(String text) throws Mistake {
        int slash = text.indexOf('/');
        String server = text.substring(slash + 1);
        if (server.isEmpty() || slash == 0) {
            throw new Mistake("'" + text + "' is no server", "Write 'backend/server', or the server's name.");
        }
        return new Track(slash < 0 ? null : text.substring(0, slash), server);
    }

    @Override
    public String values() {
        return "backend/server";
    }
}
