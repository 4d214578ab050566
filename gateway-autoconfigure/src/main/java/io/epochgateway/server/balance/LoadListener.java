package io.epochgateway.server.balance;

/** Who must know what a server has to do. Any thread. */
public interface LoadListener {

    /** Nobody. */
    LoadListener NOBODY = by -> {};

    /**
     * The number of slots in use has changed, or of those that wait for one.
     *
     * @param by slots: 1 or -1, or 0 for the others
     */
    void loadChanged(int by);
}
