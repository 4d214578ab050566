package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.TcpKeepAlive;

/** Reads how the kernel treats the connections of proxies. */
final class SocketGrammar {

    private SocketGrammar() {}

    /** To clients, of a frontend's settings over the defaults. */
    static SocketOptions ofClients(Settings settings) {
        TcpKeepAlive keepAlive = new TcpKeepAlive(
                settings.get(Keywords.CLITCPKA_CNT, 0),
                settings.get(Keywords.CLITCPKA_IDLE, 0),
                settings.get(Keywords.CLITCPKA_INTVL, 0));
        return of(settings, OptionKeywords.TCP_SMART_ACCEPT, OptionKeywords.CLITCPKA, keepAlive);
    }

    /** To servers, of a backend's settings over the defaults. */
    static SocketOptions ofServers(Settings settings) {
        TcpKeepAlive keepAlive = new TcpKeepAlive(
                settings.get(Keywords.SRVTCPKA_CNT, 0),
                settings.get(Keywords.SRVTCPKA_IDLE, 0),
                settings.get(Keywords.SRVTCPKA_INTVL, 0));
        return of(settings, OptionKeywords.TCP_SMART_CONNECT, OptionKeywords.SRVTCPKA, keepAlive);
    }

    private static SocketOptions of(
            Settings settings, Keyword<Boolean> smart, Keyword<Boolean> ofThisSide, TcpKeepAlive keepAlive) {
        Settings option = settings.get(OptionKeywords.OPTION, Settings.NONE);
        boolean isKept = option.get(OptionKeywords.TCPKA) || option.get(ofThisSide);
        return new SocketOptions(
                option.get(OptionKeywords.NOLINGER),
                option.get(smart),
                isKept ? keepAlive : null,
                SpliceKeywords.splicing(option));
    }
}
