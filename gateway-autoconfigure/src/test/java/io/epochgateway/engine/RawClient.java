package io.epochgateway.engine;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;

/** A client that sends what the test says, byte for byte. */
final class RawClient extends Wire {

    private RawClient(Socket socket) throws IOException {
        super(socket);
    }

    static RawClient to(SocketAddress gateway) throws IOException {
        return to(gateway, 0);
    }

    /** A client whose kernel holds few bytes, so that the sender notices soon when it doesn't read. */
    static RawClient withSmallWindow(SocketAddress gateway) throws IOException {
        return to(gateway, 8192);
    }

    private static RawClient to(SocketAddress gateway, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(gateway);
        return new RawClient(socket);
    }

    void sendGet(String target) throws IOException {
        send("GET " + target + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
    }

    void sendPost(String target, String body) throws IOException {
        send("POST " + target + " HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    Message get(String target) throws IOException {
        sendGet(target);
        return reply();
    }

    Message post(String target, String body) throws IOException {
        sendPost(target, body);
        return reply();
    }

    /** The next response; an interim one has no body. */
    Message reply() throws IOException {
        Message head = head();
        int status = head.status();
        return status < 200 || status == 204 || status == 304 ? head : body(head, true);
    }
}
