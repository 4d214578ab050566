package io.epochgateway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on raw sockets that behaves, or misbehaves, as its name says, and remembers what it saw. */
final class Origin implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What is done with one connection; the origin closes it afterwards. */
    interface Behaviour {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger mostServing = new AtomicInteger();
    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final Queue<Connection> open = new ConcurrentLinkedQueue<>();

    private Origin(int port, Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** Does with each connection what the test says. */
    static Origin that(Behaviour behaviour) {
        return new Origin(0, behaviour);
    }

    /** Gives those answers on each connection, one a request, and the last one again and again. */
    static Origin answering(String... answers) {
        return that(connection -> {
            for (int i = 0; connection.request(); i++) {
                connection.answer(answers[Math.min(i, answers.length - 1)]);
            }
        });
    }

    /** Answers with the target of each request. */
    static Origin answeringWithTheTarget() {
        return that(connection -> {
            while (connection.request()) {
                String target = connection.last().startLine().split(" ")[1];
                connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
            }
        });
    }

    /**
     * Answers with the number of the connection, from 1.
     *
     * @param held one is taken before a request for {@code /held} is answered
     */
    static Origin answeringWithTheNumberOfTheConnection(Semaphore held) {
        AtomicInteger count = new AtomicInteger();
        return that(connection -> {
            int number = count.incrementAndGet();
            while (connection.request()) {
                if (connection.last().startLine().startsWith("GET /held")) {
                    held.acquire();
                }
                connection.answer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
            }
        });
    }

    /** Answers with the body of each request. */
    static Origin answeringWithTheBody() {
        return that(Origin::echo);
    }

    /** Comes up at an address that refused connections so far; answers with the body of each request. */
    static Origin at(InetSocketAddress address) {
        return new Origin(address.getPort(), Origin::echo);
    }

    private static void echo(Connection connection) throws IOException {
        while (connection.request()) {
            String body = connection.last().body();
            connection.answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }
    }

    /** Gives that answer byte for byte to the first request of each connection, and then closes. */
    static Origin answeringOnceWith(String answer) {
        return that(connection -> {
            if (connection.request()) {
                connection.answer(answer);
            }
        });
    }

    /** Reads requests and says nothing until the connection ends. */
    static Origin thatNeverAnswers() {
        return that(connection -> {
            while (connection.request()) {
                // and now?
            }
        });
    }

    static Origin thatClosesAfterReadingTheRequest() {
        return that(Connection::request);
    }

    /** Answers {@code answered} requests of each connection and resets it after reading the next. */
    static Origin thatResetsAfterReadingRequest(int answered) {
        return that(connection -> {
            for (int i = 0; i < answered && connection.request(); i++) {
                connection.answer(OK);
            }
            if (connection.request()) {
                connection.reset();
            }
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                Connection connection = new Connection(socket);
                open.add(connection);
                Thread.startVirtualThread(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            behaviour.serve(connection);
        } catch (IOException | InterruptedException | UncheckedIOException gone) {
            // the gateway closed the connection, or the test is over
        } finally {
            connection.answered();
            open.remove(connection);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Connections accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** Connections that stand now. */
    int connections() {
        return open.size();
    }

    /** Requests read so far, whole ones. */
    List<Message> requests() {
        return requests;
    }

    /** The most requests that were unanswered at the same time. */
    int mostServing() {
        return mostServing.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Connection::close);
    }

    /** A connection from the gateway. */
    final class Connection extends Wire {

        private boolean unanswered;
        private Message last = new Message("", List.of(), "", List.of(), List.of());

        Connection(Socket socket) throws IOException {
            super(socket);
        }

        /** Reads a whole request; false if there is none any more. */
        boolean request() throws IOException {
            if (isAtEnd()) {
                return false;
            }
            last = body(requestHead(), false);
            requests.add(last);
            return true;
        }

        /** Reads the head of a request, which counts from now on as being served. */
        Message requestHead() throws IOException {
            Message head = head();
            unanswered = true;
            mostServing.accumulateAndGet(serving.incrementAndGet(), Math::max);
            return head;
        }

        Message last() {
            return last;
        }

        /** Sends a whole answer, which ends the serving of the request. */
        void answer(String text) throws IOException {
            answered();
            send(text);
        }

        private void answered() {
            if (unanswered) {
                unanswered = false;
                serving.decrementAndGet();
            }
        }
    }
}
