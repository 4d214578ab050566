package io.epochgateway.epoll.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.DatagramConnectNotExistsTest;
import io.netty.testsuite.transport.socket.DatagramUnicastIPv6MappedTest;
import io.netty.testsuite.transport.socket.DatagramUnicastIPv6Test;
import io.netty.testsuite.transport.socket.DatagramUnicastInetTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The suite's cases on UDP. */
class NettyDatagramTests {

    private static final SuiteSockets SOCKETS = new SuiteSockets();

    @AfterAll
    static void stop() {
        SOCKETS.close();
    }

    @Nested
    class Inet extends DatagramUnicastInetTest {

        @Override
        protected List<BootstrapComboFactory<Bootstrap, Bootstrap>> newFactories() {
            return SOCKETS.datagram(socketProtocolFamily());
        }
    }

    @Nested
    class Ipv6 extends DatagramUnicastIPv6Test {

        @Override
        protected List<BootstrapComboFactory<Bootstrap, Bootstrap>> newFactories() {
            return SOCKETS.datagram(socketProtocolFamily());
        }
    }

    @Nested
    class Ipv6Mapped extends DatagramUnicastIPv6MappedTest {

        @Override
        protected List<BootstrapComboFactory<Bootstrap, Bootstrap>> newFactories() {
            return SOCKETS.datagram(socketProtocolFamily());
        }
    }

    @Nested
    class ConnectToNobody extends DatagramConnectNotExistsTest {

        @Override
        protected List<BootstrapFactory<Bootstrap>> newFactories() {
            return SOCKETS.datagramSocket();
        }
    }
}
