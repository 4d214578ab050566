package io.epochgateway.sample.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;

/** Starts the origin before the gateway opens its listeners, and stops it after the gateway has closed them. */
final class OriginLifecycle implements SmartLifecycle {

    private final OriginProperties properties;

    private volatile @Nullable Origin origin;

    OriginLifecycle(OriginProperties properties) {
        this.properties = properties;
    }

    @Override
    public void start() {
        try {
            origin = Origin.start(properties.port(), properties.threads());
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw new PortInUseException(properties.port(), e);
            }
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        Origin running = origin;
        origin = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return origin != null;
    }

    /** What listens has the greatest phases; the origin comes before all of it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
