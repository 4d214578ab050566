package io.epochgateway.epoll.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.AbstractSocketReuseFdTest;
import io.netty.testsuite.transport.socket.CompositeBufferGatheringWriteTest;
import io.netty.testsuite.transport.socket.ServerSocketSuspendTest;
import io.netty.testsuite.transport.socket.SocketAddressesTest;
import io.netty.testsuite.transport.socket.SocketAutoReadTest;
import io.netty.testsuite.transport.socket.SocketBufReleaseTest;
import io.netty.testsuite.transport.socket.SocketCancelWriteTest;
import io.netty.testsuite.transport.socket.SocketChannelNotYetConnectedTest;
import io.netty.testsuite.transport.socket.SocketCloseForciblyTest;
import io.netty.testsuite.transport.socket.SocketConditionalWritabilityTest;
import io.netty.testsuite.transport.socket.SocketConnectTest;
import io.netty.testsuite.transport.socket.SocketDataReadInitialStateTest;
import io.netty.testsuite.transport.socket.SocketEchoTest;
import io.netty.testsuite.transport.socket.SocketExceptionHandlingTest;
import io.netty.testsuite.transport.socket.SocketFileRegionTest;
import io.netty.testsuite.transport.socket.SocketFixedLengthEchoTest;
import io.netty.testsuite.transport.socket.SocketGatheringWriteTest;
import io.netty.testsuite.transport.socket.SocketHalfClosedTest;
import io.netty.testsuite.transport.socket.SocketMultipleConnectTest;
import io.netty.testsuite.transport.socket.SocketObjectEchoTest;
import io.netty.testsuite.transport.socket.SocketReadPendingTest;
import io.netty.testsuite.transport.socket.SocketRstTest;
import io.netty.testsuite.transport.socket.SocketShutdownOutputByPeerTest;
import io.netty.testsuite.transport.socket.SocketShutdownOutputBySelfTest;
import io.netty.testsuite.transport.socket.SocketSpdyEchoTest;
import io.netty.testsuite.transport.socket.SocketStringEchoTest;
import io.netty.testsuite.transport.socket.TrafficShapingHandlerTest;
import io.netty.testsuite.transport.socket.WriteBeforeRegisteredTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The suite's cases on TCP. */
class NettyTcpTests {

    private static final SuiteSockets SOCKETS = new SuiteSockets();

    @AfterAll
    static void stop() {
        SOCKETS.close();
    }

    @Nested
    class AutoRead extends SocketAutoReadTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class BufferRelease extends SocketBufReleaseTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class CancelledWrite extends SocketCancelWriteTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class CloseForcibly extends SocketCloseForciblyTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class CompositeGatheringWrite extends CompositeBufferGatheringWriteTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class ConditionalWritability extends SocketConditionalWritabilityTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class Connect extends SocketConnectTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class DataReadInitialState extends SocketDataReadInitialStateTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class Echo extends SocketEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class ExceptionHandling extends SocketExceptionHandlingTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class FileRegion extends SocketFileRegionTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class FixedLengthEcho extends SocketFixedLengthEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class GatheringWrite extends SocketGatheringWriteTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class HalfClosed extends SocketHalfClosedTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class ObjectEcho extends SocketObjectEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class ReadPending extends SocketReadPendingTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class Reset extends SocketRstTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class SpdyEcho extends SocketSpdyEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class StringEcho extends SocketStringEchoTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class TrafficShaping extends TrafficShapingHandlerTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }
    }

    @Nested
    class MultipleConnect extends SocketMultipleConnectTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.ownSockets();
        }
    }

    @Nested
    class Addresses extends SocketAddressesTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }

        @Override
        protected void assertAddress(SocketAddress address) {
            assertThat(((InetSocketAddress) address).getPort()).isPositive();
            assertThat(((InetSocketAddress) address).isUnresolved()).isFalse();
        }
    }

    @Nested
    class ReusedFd extends AbstractSocketReuseFdTest {

        @Override
        protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
            return SOCKETS.socket();
        }

        @Override
        protected SocketAddress newSocketAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        }
    }

    @Nested
    class NotYetConnected extends SocketChannelNotYetConnectedTest {

        @Override
        protected List<BootstrapFactory<Bootstrap>> newFactories() {
            return SOCKETS.clientSocket();
        }
    }

    @Nested
    class ShutdownOutputBySelf extends SocketShutdownOutputBySelfTest {

        @Override
        protected List<BootstrapFactory<Bootstrap>> newFactories() {
            return SOCKETS.clientSocket();
        }
    }

    @Nested
    class WriteBeforeRegistered extends WriteBeforeRegisteredTest {

        @Override
        protected List<BootstrapFactory<Bootstrap>> newFactories() {
            return SOCKETS.clientSocket();
        }
    }

    @Nested
    class ShutdownOutputByPeer extends SocketShutdownOutputByPeerTest {

        @Override
        protected List<BootstrapFactory<ServerBootstrap>> newFactories() {
            return SOCKETS.serverSocket();
        }
    }

    @Nested
    class ServerSuspend extends ServerSocketSuspendTest {

        @Override
        protected List<BootstrapFactory<ServerBootstrap>> newFactories() {
            return SOCKETS.serverSocket();
        }
    }
}
