package io.epochgateway.epoll.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.AbstractSocketReuseFdTest;
import io.netty.testsuite.transport.socket.AbstractSocketShutdownOutputByPeerTest;
import io.netty.testsuite.transport.socket.SocketDataReadInitialStateTest;
import io.netty.testsuite.transport.socket.SocketEchoTest;
import io.netty.testsuite.transport.socket.SocketFileRegionTest;
import io.netty.testsuite.transport.socket.SocketFixedLengthEchoTest;
import io.netty.testsuite.transport.socket.SocketGatheringWriteTest;
import io.netty.testsuite.transport.socket.SocketObjectEchoTest;
import io.netty.testsuite.transport.socket.SocketStringEchoTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The suite's cases on UNIX stream sockets. */
class NettyUnixSocketTests {

    private static final SuiteSockets SOCKETS = new SuiteSockets();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static DomainSocketAddress newAddress() {
        return new DomainSocketAddress(
                directory.resolve("s" + NUMBER.incrementAndGet()).toFile());
    }

    @AfterAll
    static void stop() {
        SOCKETS.close();
    }

    @Nested
    class DataReadInitialState extends SocketDataReadInitialStateTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class Echo extends SocketEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class FileRegion extends SocketFileRegionTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class FixedLengthEcho extends SocketFixedLengthEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class GatheringWrite extends SocketGatheringWriteTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class ObjectEcho extends SocketObjectEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class ReusedFd extends AbstractSocketReuseFdTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class StringEcho extends SocketStringEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.unixSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }
    }

    @Nested
    class ShutdownOutputByPeer extends AbstractSocketShutdownOutputByPeerTest<SocketChannel> {

        @Override
        protected List<BootstrapFactory<ServerBootstrap>> newFactories() {
            return SOCKETS.unixServerSocket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return newAddress();
        }

        @Override
        protected SocketChannel newSocket() {
            try {
                return SocketChannel.open(StandardProtocolFamily.UNIX);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected void connect(SocketChannel peer, SocketAddress address) throws IOException {
            peer.connect(UnixDomainSocketAddress.of(((DomainSocketAddress) address).path()));
        }

        @Override
        protected void write(SocketChannel peer, int data) throws IOException {
            peer.write(ByteBuffer.wrap(new byte[] {(byte) data}));
        }

        @Override
        protected void shutdownOutput(SocketChannel peer) throws IOException {
            peer.shutdownOutput();
        }

        @Override
        protected void close(SocketChannel peer) throws IOException {
            peer.close();
        }
    }
}
