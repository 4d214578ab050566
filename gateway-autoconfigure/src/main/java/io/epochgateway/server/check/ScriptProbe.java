package io.epochgateway.server.check;

import io.epochgateway.definition.CheckScript;
import io.epochgateway.net.GatewayLoop;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Talks to the server as a script says.
 *
 * @param connect how long connecting may take, with the TLS handshake
 * @param answer how long everything else may take on one connection; zero if it is in the time for connecting
 */
record ScriptProbe(CheckScript script, CheckPlace place, Duration connect, Duration answer) implements Probe {

    @Override
    public Runnable begin(GatewayLoop loop, Consumer<CheckResult> done) {
        Dialogue dialogue = new Dialogue(this, loop, done);
        dialogue.begin();
        return dialogue::abandon;
    }
}
