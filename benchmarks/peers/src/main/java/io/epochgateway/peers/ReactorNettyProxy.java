package io.epochgateway.peers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The shortest reverse proxy that Reactor Netty's own server and client make. Arguments: the port to listen on at
 * 127.0.0.1, the port of the server there, the number of event loops.
 */
public final class ReactorNettyProxy {

    private static final int CONNECTIONS = 2048;

    private final HttpClient client;

    private ReactorNettyProxy(LoopResources loops, int serverPort) {
        client = HttpClient.create(ConnectionProvider.create("server", CONNECTIONS))
                .runOn(loops)
                .host("127.0.0.1")
                .port(serverPort);
    }

    public static void main(String[] args) {
        LoopResources loops = LoopResources.create("proxy", Integer.parseInt(args[2]), true);
        ReactorNettyProxy proxy = new ReactorNettyProxy(loops, Integer.parseInt(args[1]));
        DisposableServer server = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle(proxy::forward)
                .bindNow();
        server.onDispose().block();
    }

    private Publisher<Void> forward(HttpServerRequest request, HttpServerResponse response) {
        return client.headers(headers -> copy(request.requestHeaders(), headers))
                .request(request.method())
                .uri(request.uri())
                .send(request.receive().retain())
                .response((answer, body) -> {
                    response.status(answer.status());
                    copy(answer.responseHeaders(), response.responseHeaders());
                    return response.send(body.retain());
                });
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        to.add(from);
        to.remove(HttpHeaderNames.CONNECTION);
    }
}
