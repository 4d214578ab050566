package io.epochgateway.stream;

/**
 * How a stream ended: the first two letters of HAProxy's termination state, cause and phase. Who tells first wins, for
 * what follows is a consequence. Event loop only.
 */
final class Termination {

    /** Who or what ended it. */
    enum Cause {
        /** Nobody before its time. */
        NORMAL('-'),
        /** The client closed or reset its connection. */
        CLIENT('C'),
        /** The server closed, reset or refused its connection. */
        SERVER('S'),
        /** The proxy refused to go on: a limit, a rule, a message that is no HTTP. */
        PROXY('P'),
        /** The proxy answered by itself, as it was told to. */
        LOCAL('L'),
        /** The proxy lacks a resource. */
        RESOURCE('R'),
        /** The proxy has a defect. */
        INTERNAL('I'),
        /** The server went down. */
        DOWN('D'),
        /** An active server came up, so the backup ended its sessions. */
        UP('U'),
        /** An operator. */
        KILLED('K'),
        /** {@code timeout client}, or another wait for the client. */
        CLIENT_TIMEOUT('c'),
        /** {@code timeout server}, or another wait for the server. */
        SERVER_TIMEOUT('s');

        private final char letter;

        Cause(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    /** What was going on. */
    enum Phase {
        /** Nothing any more. */
        NONE('-'),
        /** The client was to send its request. */
        REQUEST('R'),
        /** The request was in the queue. */
        QUEUE('Q'),
        /** A connection to the server was to be made. */
        CONNECT('C'),
        /** The server was to send its response head. */
        HEADERS('H'),
        /** Bodies, or the bytes of a tunnel, were on their way. */
        DATA('D'),
        /** The last bytes were on their way to the client, the server was done. */
        LAST('L'),
        /** The client was held in the tarpit. */
        TARPIT('T');

        private final char letter;

        Phase(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    private Cause cause = Cause.NORMAL;
    private Phase phase = Phase.NONE;

    /** The stream is about to end for that cause, unless it is already for another one. */
    void tell(Cause why, Phase when) {
        if (cause == Cause.NORMAL) {
            cause = why;
            phase = when;
        }
    }

    Cause cause() {
        return cause;
    }

    Phase phase() {
        return phase;
    }

    /** Another stream begins. */
    void reset() {
        cause = Cause.NORMAL;
        phase = Phase.NONE;
    }

    /** The two letters. */
    @Override
    public String toString() {
        return "" + cause.letter + phase.letter;
    }
}
