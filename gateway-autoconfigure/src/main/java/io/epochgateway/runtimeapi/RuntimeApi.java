package io.epochgateway.runtimeapi;

import io.epochgateway.definition.Level;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAProxy's Runtime API on its sockets. Everything of it runs on virtual threads: no event loop ever waits for it. Any
 * thread.
 */
public final class RuntimeApi implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuntimeApi.class);

    /** HAProxy's {@code stats maxconn}: further connections wait. */
    private static final int MAX_DIALOGUES = 10;

    private static final long PAUSE_MILLIS = 100;

    private final Duration timeout;
    private final Commands commands;
    private final List<ListeningSocket> sockets = new ArrayList<>();
    private final Set<TimedChannel> open = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_DIALOGUES);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("gateway-runtimeapi").daemon().factory());

    private RuntimeApi(Duration timeout, List<Command> commands) {
        this.timeout = timeout;
        this.commands = commands(commands);
        clock.setRemoveOnCancelPolicy(true);
    }

    private Commands commands(List<Command> given) {
        List<Command> all = new ArrayList<>(given);
        all.add(new LowerLevel(Level.OPERATOR));
        all.add(new LowerLevel(Level.USER));
        all.add(new SetTimeout());
        all.add(new ShowCliLevel());
        all.add(new ShowCliSockets(sockets));
        return new Commands(all);
    }

    /**
     * Listens on all sockets, or on none.
     *
     * @param commands what can be asked, besides what is about the conversation itself
     * @throws io.epochgateway.net.BindFailedException if one can't be listened on
     */
    public static RuntimeApi open(StatsDefinition definition, List<Command> commands) {
        RuntimeApi api = new RuntimeApi(definition.timeout(), commands);
        try {
            for (StatsSocketDefinition socket : definition.sockets()) {
                api.sockets.add(ListeningSocket.open(socket));
            }
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
        for (ListeningSocket socket : api.sockets) {
            Thread.ofVirtual().name("gateway-runtimeapi-accept").start(() -> api.accept(socket));
        }
        return api;
    }

    /** Where it listens, in the order of the definition, with the port that the kernel chose for port 0. */
    public List<SocketAddress> addresses() {
        return sockets.stream().map(ListeningSocket::address).toList();
    }

    private void accept(ListeningSocket socket) {
        try {
            while (socket.isOpen()) {
                acceptOne(socket);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptOne(ListeningSocket socket) throws InterruptedException {
        try {
            SocketChannel channel = socket.accept();
            places.acquire();
            start(new TimedChannel(channel, clock, timeout), socket);
        } catch (IOException failed) {
            if (socket.isOpen()) {
                log.warn(
                        "the Runtime API can't accept on {}",
                        socket.definition().address().text(),
                        failed);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // lack of fds would make it spin
            }
        }
    }

    private void start(TimedChannel channel, ListeningSocket socket) {
        open.add(channel);
        if (!socket.isOpen()) {
            channel.close(); // it came while everything was being closed
        }
        Thread.ofVirtual().name("gateway-runtimeapi").start(() -> {
            try {
                new Dialogue(channel, socket.definition().level(), commands).run();
            } finally {
                open.remove(channel);
                places.release();
            }
        });
    }

    /** Listens no more, removes the files of its sockets and ends all conversations. */
    @Override
    public void close() {
        sockets.forEach(ListeningSocket::close);
        open.forEach(TimedChannel::close);
        clock.shutdownNow();
    }
}
