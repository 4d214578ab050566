package io.epochgateway.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.counter.EventCounters;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectingTests {

    private static long hits() {
        return EventCounters.all().stream()
                .filter(counter -> counter.comment().equals("HUP without ERR while connecting"))
                .mapToLong(EventCounter::count)
                .sum();
    }

    /** A full backlog keeps the connection from being made; while the loop is held it is hung up and its error taken. */
    @Test
    void aHangUpWithoutAnErrorWhileConnectingIsCounted() throws Exception {
        List<java.net.Socket> inBacklog = new ArrayList<>();
        try (Loops loops = Loops.generational(1);
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            fill(address, inBacklog);
            EventLoop loop = loops.next();
            Channel channel = new Bootstrap()
                    .group(loop)
                    .channel(EpollSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(address)
                    .channel();
            Loops.turn(loop);
            Loops.turn(loop);
            long before = hits();

            CountDownLatch go = Loops.park(loop);
            Socket socket = (Socket) ((EpollSocketChannel) channel).fd();
            socket.shutdown(true, true);
            assertThat(socket.getSoError()).isNotZero();
            go.countDown();

            await().atMost(Duration.ofSeconds(10)).until(() -> hits() > before);
            channel.close().sync();
        } finally {
            for (java.net.Socket socket : inBacklog) {
                socket.close();
            }
        }
    }

    private static void fill(InetSocketAddress address, List<java.net.Socket> made) throws Exception {
        while (made.size() < 8) {
            java.net.Socket socket = new java.net.Socket();
            try {
                socket.connect(address, 200);
                made.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return;
            }
        }
        throw new AssertionError("the backlog takes all");
    }
}
