package io.epochgateway.server;

/** Whoever draws conclusions from the traffic of a server. Any thread. */
public interface TrafficObserver {

    void seen(Observation what);

    /** How often there were too many errors in a row. */
    long alarms();
}
