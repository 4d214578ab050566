package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way out to one peer, over a connection that the {@link Connector} made. */
class OutputTests {

    private static final int MEGABYTE = 1 << 20;

    private final GatewayLoopResources loops = GatewayLoopResources.create("output", 1);
    private final GatewayLoop loop = loops.loops().getFirst();
    private Socket peer;
    private Channel channel;
    private Output output;

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Channel> connected = new CompletableFuture<>();
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            onLoop(() -> {
                new Connector(loops).connect(loop, address, active(connected), connected::completeExceptionally);
                return null;
            });
            peer = listener.accept();
            channel = connected.get(10, TimeUnit.SECONDS);
            output = new Output(channel);
        }
    }

    @AfterEach
    void dispose() throws IOException {
        peer.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    }

    @Test
    void whatTheKernelTakesAtOnceNeverWaits() throws Exception {
        ByteBuf bytes = buffer("hello");
        onLoop(() -> {
            output.write(bytes);
            assertThat(output.isCongested()).isFalse();
            assertThat(output.taken()).isEqualTo(5);
            return null;
        });
        assertThat(bytes.refCnt()).isZero();
        assertThat(peer.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }

    @Test
    void whatItDoesNotTakeWaitsAndArrivesInOrderBeforeTheFin() throws Exception {
        int pieces = 16;
        onLoop(() -> {
            for (int i = 0; i < pieces; i++) {
                output.write(filled((byte) i));
            }
            assertThat(output.isCongested()).isTrue();
            assertThat(output.taken()).isEqualTo((long) pieces * MEGABYTE);
            output.shutdown();
            return null;
        });
        for (int i = 0; i < pieces; i++) {
            byte[] piece = peer.getInputStream().readNBytes(MEGABYTE);
            assertThat(piece).hasSize(MEGABYTE).startsWith(i).endsWith(i);
        }
        assertThat(peer.getInputStream().read()).isNegative();
        assertThat(onLoop(output::isCongested)).isFalse();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aCloseWaitsForWhatWasWritten() throws Exception {
        onLoop(() -> {
            output.write(filled((byte) 1));
            output.write(filled((byte) 2));
            output.close();
            return null;
        });
        assertThat(peer.getInputStream().readAllBytes()).hasSize(2 * MEGABYTE);
        await().until(() -> !channel.isOpen());
    }

    @Test
    void bytesForAPeerThatHasGoneAreReleasedAndTheChannelCloses() throws Exception {
        peer.setSoLinger(true, 0);
        peer.close();
        ByteBuf bytes = buffer("lost");
        onLoop(() -> {
            output.write(bytes);
            return null;
        });
        await().until(() -> !channel.isOpen());
        assertThat(bytes.refCnt()).isZero();
        ByteBuf more = buffer("lost as well");
        onLoop(() -> {
            output.write(more);
            output.reset();
            return null;
        });
        assertThat(more.refCnt()).isZero();
    }

    @Test
    void aResetDestroysWhatWaits() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 16; i++) {
                output.write(filled((byte) i));
            }
            output.reset();
            return null;
        });
        assertThat(received()).isLessThan(16L * MEGABYTE);
        await().until(() -> !channel.isOpen());
    }

    private long received() {
        long count = 0;
        byte[] some = new byte[8192];
        try {
            for (int read = 0; read >= 0; read = peer.getInputStream().read(some)) {
                count += read;
            }
        } catch (IOException reset) {
            return count;
        }
        return Long.MAX_VALUE;
    }

    private static ChannelInboundHandlerAdapter active(CompletableFuture<Channel> connected) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                ctx.channel().config().setAutoRead(true);
                connected.complete(ctx.channel());
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                ctx.close();
            }

            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                // a reset that a write has met reads as an end
                if (event == ChannelInputShutdownEvent.INSTANCE) {
                    ctx.close();
                }
            }
        };
    }

    private static ByteBuf buffer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    }

    private static ByteBuf filled(byte value) {
        byte[] bytes = new byte[MEGABYTE];
        Arrays.fill(bytes, value);
        return PooledByteBufAllocator.DEFAULT.directBuffer(MEGABYTE).writeBytes(bytes);
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
    }
}
