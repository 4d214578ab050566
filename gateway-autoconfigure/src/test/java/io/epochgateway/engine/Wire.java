package io.epochgateway.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A blocking socket that speaks bytes, and reads HTTP messages strictly. */
class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String text) throws IOException {
        send(bytes(text));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The other side. */
    SocketAddress remote() {
        return socket.getRemoteSocketAddress();
    }

    /** This side's port. */
    int port() {
        return socket.getLocalPort();
    }

    InputStream input() {
        return in;
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /** Says that nothing more will be sent. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the stream; false if a byte came in its place, an exception if a reset did. */
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    /** Waits for a byte, which is still to be read, or for the end. */
    boolean isAtEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    /** Waits for the end, whatever comes before it. */
    String howItEnds() throws IOException {
        try {
            in.readAllBytes();
            return "end";
        } catch (SocketException reset) {
            return "reset";
        }
    }

    /** Sends on a thread of its own, for as long as the other side takes it. */
    void sendWithoutWaiting(String text) {
        Thread.startVirtualThread(() -> {
            try {
                send(text);
            } catch (IOException gone) {
                // the test is over
            }
        });
    }

    /** Whether a byte has come that was not read; doesn't wait for one. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Waits for something, and takes what there is of it; empty at the end. */
    String some() throws IOException {
        if (isAtEnd()) {
            return "";
        }
        return new String(in.readNBytes(in.available()), StandardCharsets.ISO_8859_1);
    }

    /** What comes until the other side ends. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Counts what comes until the other side ends or resets. */
    long countRest() throws IOException {
        long count = 0;
        try {
            while (in.read() >= 0) {
                count++;
            }
        } catch (SocketException reset) {
            // an end as well
        }
        return count;
    }

    String read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(bytes.length + " of " + count + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after: " + line);
            }
            line.append((char) b);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("a line that doesn't end with CRLF: " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    /** Start line and fields; the body is still to be read. */
    Message head() throws IOException {
        String start = line();
        return new Message(start, lines(), "", List.of(), List.of());
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** The message of that head with its body. */
    Message body(Message head, boolean untilClose) throws IOException {
        List<Integer> chunks = new ArrayList<>();
        List<String> trailers = List.of();
        String body = "";
        if (head.has("Content-Length")) {
            body = read(Integer.parseInt(head.field("Content-Length")));
        } else if (head.field("Transfer-Encoding").equals("chunked")) {
            body = chunked(chunks);
            trailers = lines();
        } else if (untilClose) {
            body = rest();
        }
        return new Message(head.startLine(), head.fields(), body, chunks, trailers);
    }

    private String chunked(List<Integer> chunks) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(bytes(read(size)));
            chunks.add(size);
            if (!line().isEmpty()) {
                throw new IOException("bytes after a chunk");
            }
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }
}
