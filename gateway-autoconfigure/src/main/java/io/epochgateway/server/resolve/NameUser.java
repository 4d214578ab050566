package io.epochgateway.server.resolve;

import java.time.Duration;

/** Somebody who follows a name. On the loop of the name's section. */
interface NameUser {

    /**
     * The name has been found.
     *
     * @param by who said so, for the log
     */
    void found(WatchedName name, String by);

    /**
     * It has not.
     *
     * @param since how long ago it was found last, or the asking began
     */
    void failed(Failure failure, Duration since);
}
