package io.epochgateway.server.check;

import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.InitState;
import io.epochgateway.definition.ObserveDefinition.OnError;

/**
 * How sure a check is of a server: from 0, which is down for certain, to {@code rise + fall - 1}, which is up for
 * certain; from {@code rise} on the server is up.
 *
 * @param count from 0 to {@code rise + fall - 1}
 */
public record CheckCount(int rise, int fall, int count) {

    /** What holds before the first check. */
    static CheckCount start(CheckDefinition definition, InitState state) {
        return new CheckCount(definition.rise(), definition.fall(), 0).restarted(state);
    }

    /** After one that passed; at {@code rise} all doubt is gone. */
    CheckCount passed() {
        return at(count + 1 >= rise ? most() : count + 1);
    }

    /** After one that failed; below {@code rise} all hope is gone. */
    CheckCount failed() {
        return at(count - 1 < rise ? 0 : count - 1);
    }

    /** As before the first check. */
    CheckCount restarted(InitState state) {
        return switch (state) {
            case FULLY_UP -> at(most());
            // the first failure puts it down
            case UP, NONE -> at(rise);
            case DOWN -> at(rise - 1);
            case FULLY_DOWN -> at(0);
        };
    }

    /** Before a failed check that traffic's errors stand for. */
    CheckCount suspected(OnError consequence) {
        return switch (consequence) {
            case FASTINTER, FAIL_CHECK -> this;
            case SUDDEN_DEATH -> at(Math.min(count, rise + 1));
            case MARK_DOWN -> at(Math.min(count, rise));
        };
    }

    /** As sure as can be. */
    CheckCount certain(boolean up) {
        return at(up ? most() : 0);
    }

    private CheckCount at(int other) {
        return new CheckCount(rise, fall, other);
    }

    private int most() {
        return rise + fall - 1;
    }

    /** Whether the server is up. */
    public boolean up() {
        return count >= rise;
    }

    /** Whether one more check of the same kind changes nothing. */
    boolean settled() {
        return count == 0 || count == most();
    }

    /** As HAProxy's log writes it. */
    public String text() {
        return up() ? (count - rise + 1) + "/" + fall + " UP" : count + "/" + rise + " DOWN";
    }
}
