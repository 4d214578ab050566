package io.epochgateway.server.check;

import java.net.SocketAddress;
import java.time.Duration;

/**
 * A check that the application makes itself, a bean that {@code option bean-check} names (what HAProxy's
 * {@code external-check} is for).
 */
@FunctionalInterface
public interface ServerCheck {

    /**
     * Looks whether a server works. Called on a virtual thread of its own, so it may block; interrupted when its time is
     * over. It is not called for a server while it is still at it.
     *
     * @throws Exception if it could not find out, which counts as a failure
     */
    Answer check(Subject subject) throws Exception;

    /**
     * What is looked at.
     *
     * @param backend the name of the backend
     * @param server the name of the server in it
     * @param address where its checks go
     * @param time how long the answer may take
     */
    record Subject(String backend, String server, SocketAddress address, Duration time) {}

    /**
     * What was found.
     *
     * @param status {@link CheckStatus#PROCOK}, {@link CheckStatus#PROCERR} or {@link CheckStatus#L7OKC}
     * @param info for the log, where only the first 127 characters go; may be empty
     */
    record Answer(CheckStatus status, String info) {

        public Answer {
            if (status != CheckStatus.PROCOK && status != CheckStatus.PROCERR && status != CheckStatus.L7OKC) {
                throw new IllegalArgumentException(status + " is no answer of an application's check");
            }
        }

        /** It works. */
        public static Answer passed() {
            return new Answer(CheckStatus.PROCOK, "");
        }

        /** It does not. */
        public static Answer failed(String why) {
            return new Answer(CheckStatus.PROCERR, why);
        }

        /** It works on what it has and wants nothing new. */
        public static Answer draining(String why) {
            return new Answer(CheckStatus.L7OKC, why);
        }
    }
}
