package io.epochgateway.server.balance;

/** Who must know what a server has to do. Any thread. */
public interface LoadListener {

    /** Nobody. */
    LoadListener NOBODY = by -> {};

    /**
     * The number of slots in use has changed.
     *
     * @param by 1 or -1
     */
    void loadChanged(int by);
}
