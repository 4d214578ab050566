package io.epochgateway.rule.sample;

import io.epochgateway.server.ServerSet;
import io.epochgateway.stats.Traffic;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies by name. The names are known from the start; what they stand for, once everything is built. Any thread. */
public interface Directory {

    /** One without proxies. */
    Directory EMPTY = new Directory() {
        @Override
        public Collection<String> frontends() {
            return List.of();
        }

        @Override
        public Collection<String> backends() {
            return List.of();
        }

        @Override
        public Collection<String> servers(String backend) {
            return List.of();
        }

        @Override
        public @Nullable Traffic frontendTraffic(String frontend) {
            return null;
        }

        @Override
        public @Nullable Traffic backendTraffic(String backend) {
            return null;
        }

        @Override
        public @Nullable ServerSet backend(String backend) {
            return null;
        }
    };

    Collection<String> frontends();

    Collection<String> backends();

    /** The servers' names in a backend. */
    Collection<String> servers(String backend);

    /** Null before everything is built. */
    @Nullable
    Traffic frontendTraffic(String frontend);

    /** Null before everything is built. */
    @Nullable
    Traffic backendTraffic(String backend);

    /** Null before everything is built. */
    @Nullable
    ServerSet backend(String backend);
}
