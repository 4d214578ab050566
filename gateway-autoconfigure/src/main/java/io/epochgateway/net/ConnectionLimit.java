package io.epochgateway.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there may be at a time (HAProxy {@code maxconn} of the process, of a frontend, of a {@code bind}).
 * Any thread, no lock.
 */
final class ConnectionLimit implements AcceptLimit {

    private final int maxconn;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<AcceptGate> waiting = new ConcurrentLinkedQueue<>();

    /**
     * There are none.
     *
     * @param maxconn at least 1
     */
    ConnectionLimit(int maxconn) {
        this.maxconn = maxconn;
    }

    @Override
    public boolean enter() {
        int now = connections.get();
        while (now < maxconn) {
            int seen = connections.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    @Override
    public void undo() {
        leave();
    }

    @Override
    public void leave() {
        connections.decrementAndGet();
        wakeNext();
    }

    @Override
    public boolean isFull() {
        return connections.get() >= maxconn;
    }

    @Override
    public void await(AcceptGate gate) {
        waiting.add(gate);
        // whoever left in between found nobody waiting
        passOn();
    }

    @Override
    public void passOn() {
        if (!isFull()) {
            wakeNext();
        }
    }

    private void wakeNext() {
        AcceptGate next = waiting.poll();
        if (next != null) {
            next.wake(this);
        }
    }

    @Override
    public void forget(AcceptGate gate) {
        waiting.remove(gate);
    }
}
