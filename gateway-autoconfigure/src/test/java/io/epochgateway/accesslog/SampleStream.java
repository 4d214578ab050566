package io.epochgateway.accesslog;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A stream as a test wants it: by default a request that went well. */
final class SampleStream implements LoggedStream {

    String client = "127.0.0.1:60858";
    String frontend = "www";
    String backend = "web";

    @Nullable
    String server = "s1";

    long at = 1795378552576L;
    int requestWait;
    int queueWait;
    int connectWait;
    int responseWait = 3;
    int activeTime = 3;
    int totalTime = 3;
    int status = 200;
    long bytesToClient = 51;
    long bytesFromClient = 40;
    String state = "--";
    int retries;
    boolean redispatched;
    byte[] requestLine = "GET / HTTP/1.1".getBytes(StandardCharsets.ISO_8859_1);

    SampleStream requestLine(String line) {
        requestLine = line.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    /** That ended before there was a request. */
    static SampleStream badRequest(String state, int status) {
        SampleStream stream = new SampleStream().requestLine("");
        stream.server = null;
        stream.backend = stream.frontend;
        stream.requestWait = -1;
        stream.queueWait = -1;
        stream.connectWait = -1;
        stream.responseWait = -1;
        stream.state = state;
        stream.status = status;
        stream.bytesToClient = 0;
        return stream;
    }

    @Override
    public byte[] client() {
        return Ascii.bytes(client);
    }

    @Override
    public byte[] local() {
        return Ascii.bytes("127.0.0.1:8080");
    }

    @Override
    public long acceptedAt() {
        return at;
    }

    @Override
    public long requestedAt() {
        return at;
    }

    @Override
    public byte[] frontend() {
        return Ascii.bytes(frontend);
    }

    @Override
    public byte[] backend() {
        return Ascii.bytes(backend);
    }

    @Override
    public byte @Nullable [] server() {
        return server == null ? null : Ascii.bytes(server);
    }

    @Override
    public int requestWait() {
        return requestWait;
    }

    @Override
    public int queueWait() {
        return queueWait;
    }

    @Override
    public int connectWait() {
        return connectWait;
    }

    @Override
    public int responseWait() {
        return responseWait;
    }

    @Override
    public int activeTime() {
        return activeTime;
    }

    @Override
    public int totalTime() {
        return totalTime;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public long bytesToClient() {
        return bytesToClient;
    }

    @Override
    public long bytesFromClient() {
        return bytesFromClient;
    }

    @Override
    public char cause() {
        return state.charAt(0);
    }

    @Override
    public char phase() {
        return state.charAt(1);
    }

    @Override
    public int actconn() {
        return 5;
    }

    @Override
    public int feconn() {
        return 4;
    }

    @Override
    public int beconn() {
        return 3;
    }

    @Override
    public int srvconn() {
        return 2;
    }

    @Override
    public int retries() {
        return retries;
    }

    @Override
    public boolean redispatched() {
        return redispatched;
    }

    @Override
    public int serverQueue() {
        return 0;
    }

    @Override
    public int backendQueue() {
        return 1;
    }

    @Override
    public byte[] requestLine() {
        return requestLine;
    }

    @Override
    public int requestLineLength() {
        return requestLine.length;
    }
}
