package io.epochgateway.autoconfigure;

import io.epochgateway.server.StateChange;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes changes of servers' states to the application, off the event loops: whoever listens may block. */
final class StateChangeEvents implements Consumer<StateChange>, AutoCloseable {

    private final ApplicationEventPublisher publisher;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("gateway-events").factory());

    StateChangeEvents(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void accept(StateChange change) {
        thread.execute(() -> publisher.publishEvent(new ServerStateChangedEvent(this, change)));
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
