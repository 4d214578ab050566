package io.epochgateway.server;

/** Whoever opens a server connection. Called once, on the loop that opened it. */
public interface ConnectListener {

    /** The connection stands, used by nobody yet. */
    void connected(ServerConnection connection);

    /** The connection could not be made; it is closed. */
    void connectFailed(Throwable cause);
}
