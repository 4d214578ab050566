package io.epochgateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.definition.SendProxy;
import io.epochgateway.net.ProxyHeaderReader.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol byte for byte; section numbers are those of HAProxy's doc/proxy-protocol.txt. */
class ProxyHeaderTests {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** 1.2.3.4:257 to 5.6.7.8:258. */
    private static final String INET = "010203040506070801010102";

    private static final ClientAddresses FOUR =
            new ClientAddresses(new InetSocketAddress("1.2.3.4", 257), new InetSocketAddress("5.6.7.8", 258));
    private static final ClientAddresses SIX =
            new ClientAddresses(new InetSocketAddress("2001:db8::1", 257), new InetSocketAddress("::1", 65535));
    private static final ClientAddresses UNIX =
            new ClientAddresses(new DomainSocketAddress("/a"), new DomainSocketAddress("/run/b"));

    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text.replace("\\r", "\r").replace("\\n", "\n"), StandardCharsets.ISO_8859_1);
    }

    private static ProxyHeader complete(ByteBuf bytes) {
        ProxyHeaderReader reader = new ProxyHeaderReader();
        assertThat(reader.read(bytes)).isEqualTo(Progress.COMPLETE);
        return reader.header();
    }

    private static void assertRefused(ByteBuf bytes, ProxyHeaderFault fault) {
        ProxyHeaderReader reader = new ProxyHeaderReader();
        assertThat(reader.read(bytes)).isEqualTo(Progress.REFUSED);
        assertThat(reader.fault()).isEqualTo(fault);
    }

    // ---- version 1, section 2.1

    @ParameterizedTest
    @CsvSource(textBlock = """
            PROXY TCP4 1.2.3.4 5.6.7.8 257 258\\r\\n, 1.2.3.4, 257, 5.6.7.8, 258
            PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\\r\\n, 255.255.255.255, 65535, 255.255.255.255, 65535
            PROXY TCP4 0.0.0.0 0.0.0.0 0 0\\r\\n, 0.0.0.0, 0, 0.0.0.0, 0
            PROXY TCP6 2001:db8::1 ::1 1 2\\r\\n, 2001:db8:0:0:0:0:0:1, 1, 0:0:0:0:0:0:0:1, 2
            PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\\r\\n, \
            ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 65535, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 65535
            PROXY TCP6 ::ffff:1.2.3.4 :: 1 2\\r\\n, 0:0:0:0:0:ffff:102:304, 1, 0:0:0:0:0:0:0:0, 2
            """)
    void aLineSaysBothAddresses(String line, String source, int port, String destination, int toPort) {
        ClientAddresses said = complete(text(line)).addresses();
        assertThat(said).isNotNull();
        assertThat((InetSocketAddress) said.source()).satisfies(address -> {
            assertThat(address.getAddress().getHostAddress()).isEqualTo(source);
            assertThat(address.getPort()).isEqualTo(port);
        });
        assertThat((InetSocketAddress) said.destination()).satisfies(address -> {
            assertThat(address.getAddress().getHostAddress()).isEqualTo(destination);
            assertThat(address.getPort()).isEqualTo(toPort);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\\r\\n",
                "PROXY UNKNOWN whatever is here 1 2\\r\\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\\r\\n"
            })
    void anUnknownLineLeavesTheConnectionsOwnAddresses(String line) {
        assertThat(complete(text(line)).addresses()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY \\r\\n",
                "PROXY TCP4\\r\\n",
                "PROXY TCP4 1.2.3.4\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2 \\r\\n",
                "PROXY TCP4  1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 01 2\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 -1 2\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 +1 2\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2x\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 999999\\r\\n",
                "PROXY TCP4 1.2.3.256 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 01.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 1.2.3 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 1.2.3.4.5 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 a.b.c.d 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 localhost 5.6.7.8 1 2\\r\\n",
                "PROXY TCP4 ::1 5.6.7.8 1 2\\r\\n",
                "PROXY TCP6 1.2.3.4 ::1 1 2\\r\\n",
                "PROXY TCP6 [::1] ::1 1 2\\r\\n",
                "PROXY TCP6 ::1%lo ::1 1 2\\r\\n",
                "PROXY TCP6 1::2::3 ::1 1 2\\r\\n",
                "PROXY TCP6 12345::1 ::1 1 2\\r\\n",
                "PROXY TCP5 1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXY tcp4 1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXY UDP4 1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXY UNKNOWNX\\r\\n",
                "PROXY unknown\\r\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\\r\\r\\n",
                "PROXY UNKNOWN\\n",
                "PROXY UNKNOWN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            })
    void aMalformedLineIsRefused(String line) {
        assertRefused(text(line), ProxyHeaderFault.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\\r\\n",
                "proxy TCP4 1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXYTCP4 1.2.3.4 5.6.7.8 1 2\\r\\n",
                " PROXY TCP4 1.2.3.4 5.6.7.8 1 2\\r\\n",
                "PROXX",
                "X",
                "\\r\\n\\r\\nX",
                "\\r\\nPROXY UNKNOWN\\r\\n"
            })
    void whatIsNoHeaderIsRefusedAtItsFirstWrongByte(String line) {
        assertRefused(text(line), ProxyHeaderFault.NO_HEADER);
    }

    // ---- version 2, section 2.2

    @Test
    void aBinaryHeaderSaysIpv4Addresses() {
        assertThat(complete(hex(SIGNATURE + "21 11 000c" + INET)).addresses()).isEqualTo(FOUR);
    }

    @Test
    void aBinaryHeaderSaysIpv6Addresses() {
        ByteBuf header = hex(SIGNATURE + "21 21 0024 20010db8000000000000000000000001"
                + "00000000000000000000000000000001 0101 ffff");
        assertThat(complete(header).addresses()).isEqualTo(SIX);
    }

    @Test
    void aBinaryHeaderSaysUnixAddresses() {
        String paths = "2f61" + "00".repeat(106) + "2f72756e2f62" + "00".repeat(102);
        assertThat(complete(hex(SIGNATURE + "21 31 00d8" + paths)).addresses()).isEqualTo(UNIX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 00 0000",
                "20 00 0003 616263",
                "20 11 000c" + INET,
                "20 ff 0002 ffff",
                "21 00 0000",
                "21 00 0002 ffff"
            })
    void aLocalOrUnspecifiedHeaderLeavesTheConnectionsOwnAddresses(String rest) {
        ByteBuf header = hex(SIGNATURE + rest);
        assertThat(complete(header).addresses()).isNull();
        assertThat(header.isReadable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            no such version,          11 11 000c 010203040506070801010102, INVALID
            version 3,                31 11 000c 010203040506070801010102, INVALID
            version 1 in binary,      01 11 000c 010203040506070801010102, INVALID
            no such command,          22 11 000c 010203040506070801010102, INVALID
            another such,             2f 11 000c 010203040506070801010102, INVALID
            no room for addresses,    21 11 000b 0102030405060708010101, INVALID
            none at all,              21 11 0000, INVALID
            too little for IPv6,      21 21 000c 010203040506070801010102, INVALID
            too little for UNIX,      21 31 000c 010203040506070801010102, INVALID
            no such family,           21 41 000c 010203040506070801010102, UNHANDLED
            datagrams,                21 12 000c 010203040506070801010102, UNHANDLED
            datagrams over IPv6,      21 22 0000, UNHANDLED
            no such transport,        21 13 000c 010203040506070801010102, UNHANDLED
            unspecified over IPv4,    21 10 000c 010203040506070801010102, UNHANDLED
            half a TLV,               21 11 000d 010203040506070801010102 04, INVALID
            a TLV without its length, 21 11 000e 010203040506070801010102 0400, INVALID
            a TLV beyond the end,     21 11 0010 010203040506070801010102 040002ff, INVALID
            the second TLV,           21 11 0011 010203040506070801010102 040000 0400, INVALID
            a long TLV,               21 11 000f 010203040506070801010102 04ffff, INVALID
            a wrong checksum,         21 11 0013 010203040506070801010102 03000400000000, INVALID
            a short checksum,         21 11 0012 010203040506070801010102 030003000000, INVALID
            a long checksum,          21 11 0014 010203040506070801010102 0300050000000000, INVALID
            more than anybody sends,  21 11 ffff 010203040506070801010102, TRUNCATED
            """)
    void aMalformedBinaryHeaderIsRefused(String why, String rest, ProxyHeaderFault fault) {
        assertRefused(hex(SIGNATURE + rest), fault);
    }

    /** What HAProxy 2.6 sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0d0a0d0a000d0a515549540a 2111 0016 7f0000017f000001a0501b5b 0300042edbd2ec 050000",
                "0d0a0d0a000d0a515549540a 2000 000a 030004826374b8 050000",
                "0d0a0d0a000d0a515549540a 2121 002e 00000000000000000000000000000001"
                        + "00000000000000000000000000000001a52a1b5a 0300048afb7c8f 050000"
            })
    void aRightChecksumIsAccepted(String header) {
        complete(hex(header));
    }

    @Test
    void theTlvsCanBeAskedFor() {
        ProxyHeader header = complete(hex(SIGNATURE + "21 11 001c" + INET + "020003616263 040000 05000120 e10000"));
        assertThat(header.value(ProxyHeader.AUTHORITY)).asString().isEqualTo("abc");
        assertThat(header.value(ProxyHeader.UNIQUE_ID)).asString().isEqualTo(" ");
        assertThat(header.value(0xE1)).isEmpty();
        assertThat(header.value(ProxyHeader.ALPN)).isNull();
    }

    // ---- both

    @ParameterizedTest
    @EnumSource(SendProxy.class)
    void aHeaderMayComeByteByByteAndWhatFollowsIsLeftAlone(SendProxy version) {
        ByteBuf all = Unpooled.buffer().writeBytes(ProxyHeader.write(version, SIX));
        int length = all.readableBytes();
        all.writeBytes("GET".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < length; i++) {
            ByteBuf part = all.slice(0, i);
            assertThat(new ProxyHeaderReader().read(part)).isEqualTo(Progress.INCOMPLETE);
            assertThat(part.readerIndex()).isZero();
        }
        assertThat(complete(all).addresses()).isEqualTo(SIX);
        assertThat(all.toString(StandardCharsets.US_ASCII)).isEqualTo("GET");
    }

    @ParameterizedTest
    @EnumSource(SendProxy.class)
    void aHeaderWithoutAddressesSaysSo(SendProxy version) {
        assertThat(complete(Unpooled.wrappedBuffer(ProxyHeader.write(version, null)))
                        .addresses())
                .isNull();
        ClientAddresses unnamed = new ClientAddresses(new DomainSocketAddress(""), new DomainSocketAddress(""));
        assertThat(complete(Unpooled.wrappedBuffer(ProxyHeader.write(version, unnamed)))
                        .addresses())
                .isNull();
    }

    @Test
    void unixAddressesGoInVersion2Only() {
        assertThat(complete(Unpooled.wrappedBuffer(ProxyHeader.write(SendProxy.V2_CRC32C, UNIX)))
                        .addresses())
                .isEqualTo(UNIX);
        assertThat(ProxyHeader.write(SendProxy.V1, UNIX)).asString().isEqualTo("PROXY UNKNOWN\r\n");
    }

    @Test
    void addressesOfTwoFamiliesAreBothWrittenAsIpv6() {
        ClientAddresses mixed = new ClientAddresses(FOUR.source(), SIX.source());
        assertThat(ProxyHeader.write(SendProxy.V1, mixed))
                .asString()
                .isEqualTo("PROXY TCP6 ::ffff:1.2.3.4 2001:db8::1 257 257\r\n");
        assertThat(ProxyHeader.write(SendProxy.V2, mixed))
                .asHexString()
                .isEqualToIgnoringCase(SIGNATURE + "21210024" + "00000000000000000000ffff01020304"
                        + "20010db8000000000000000000000001" + "01010101");
    }

    @Test
    void theChecksumIsThatOfHaproxy() {
        ClientAddresses seen = new ClientAddresses(
                new InetSocketAddress("127.0.0.1", 0xa050), new InetSocketAddress("127.0.0.1", 0x1b5b));
        byte[] header = ProxyHeader.write(SendProxy.V2_CRC32C, seen);
        assertThat(complete(Unpooled.wrappedBuffer(header)).addresses()).isEqualTo(seen);
    }
}
