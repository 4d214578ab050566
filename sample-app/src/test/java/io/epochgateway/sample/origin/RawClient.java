package io.epochgateway.sample.origin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A socket that sends what the test says, byte for byte, and reads responses strictly. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;

    private final InputStream in;

    RawClient(Origin origin) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), origin.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: origin\r\n\r\n");
    }

    /** Says that nothing more will be sent. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    Reply reply() throws IOException {
        return reply(false);
    }

    /** Reads a response to HEAD or one that has no body. */
    Reply headOnly() throws IOException {
        return reply(true);
    }

    private Reply reply(boolean headOnly) throws IOException {
        String status = line();
        assert status.startsWith("HTTP/1.1 ") : status;
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            assert fields.put(
                                    line.substring(0, colon),
                                    line.substring(colon + 1).strip())
                            == null
                    : line;
        }
        int code = Integer.parseInt(status.substring(9, 12));
        List<Integer> chunks = new ArrayList<>();
        byte[] body = headOnly || code < 200 ? new byte[0] : body(fields, chunks);
        return new Reply(code, fields, body, chunks);
    }

    private byte[] body(Map<String, String> fields, List<Integer> chunks) throws IOException {
        String length = fields.get("Content-Length");
        if (length != null) {
            return exactly(Integer.parseInt(length));
        }
        if (!"chunked".equals(fields.get("Transfer-Encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            chunks.add(size);
            endOfChunk();
        }
        endOfChunk();
        return body.toByteArray();
    }

    private void endOfChunk() throws IOException {
        String rest = line();
        assert rest.isEmpty() : rest;
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after: " + line);
            }
            line.append((char) b);
        }
        assert !line.isEmpty() && line.charAt(line.length() - 1) == '\r' : line;
        return line.substring(0, line.length() - 1);
    }

    /** Waits for the end of the stream; a byte or a reset in its place fails. */
    boolean isClosedByOrigin() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A response; chunks are the sizes of its chunks. */
    record Reply(int status, Map<String, String> fields, byte[] body, List<Integer> chunks) {

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }
}
