package io.epochgateway.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often, when and how a client gives up on its request.
 *
 * @param probability of a request to be aborted, 0 to 1
 * @param moments one of them is drawn for each abort
 * @param endings one of them is drawn for each abort
 */
record AbortPlan(double probability, List<Moment> moments, List<Ending> endings) {

    static final AbortPlan NEVER = new AbortPlan(0, List.of(), List.of());

    /** When a client aborts; a response that is complete before that is not aborted. */
    enum Moment {
        /** Right after the request was sent. */
        AT_ONCE,
        /** When the first bytes of the response arrive. */
        FIRST_BYTES,
        /** When 8 kB of the response have arrived. */
        EIGHT_KB,
        /** After 0 to 3 ms. */
        SOON
    }

    /** What the peer sees of an abort. */
    enum Ending {
        /** A reset: the close discards what is unsent and unread. */
        RST,
        /** An orderly close; the kernel makes it a reset when unread bytes are left. */
        FIN
    }

    record Abort(Moment moment, Ending ending) {}

    /** The next request's fate, null if it is to be completed. */
    @Nullable
    Abort draw(RandomGenerator random) {
        if (probability == 0 || random.nextDouble() >= probability) {
            return null;
        }
        return new Abort(moments.get(random.nextInt(moments.size())), endings.get(random.nextInt(endings.size())));
    }
}
