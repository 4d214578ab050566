package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketOptions;
import io.epochgateway.definition.TcpKeepAlive;

/** Reads how the kernel treats the connections of proxies. */
final class SocketGrammar {

    private SocketGrammar() {}

    /** To clients, of a frontend's settings over the defaults. */
    static SocketOptions ofClients(Settings settings) {
        Settings option = settings.get(OptionKeywords.OPTION, Settings.NONE);
        boolean keepAlive = option.get(OptionKeywords.TCPKA) || option.get(OptionKeywords.CLITCPKA);
        return new SocketOptions(
                option.get(OptionKeywords.NOLINGER),
                option.get(OptionKeywords.TCP_SMART_ACCEPT),
                keepAlive
                        ? new TcpKeepAlive(
                                settings.get(Keywords.CLITCPKA_CNT, 0),
                                settings.get(Keywords.CLITCPKA_IDLE, 0),
                                settings.get(Keywords.CLITCPKA_INTVL, 0))
                        : null,
                SpliceKeywords.splicing(option));
    }

    /** To servers, of a backend's settings over the defaults. */
    static SocketOptions ofServers(Settings settings) {
        Settings option = settings.get(OptionKeywords.OPTION, Settings.NONE);
        boolean keepAlive = option.get(OptionKeywords.TCPKA) || option.get(OptionKeywords.SRVTCPKA);
        return new SocketOptions(
                option.get(OptionKeywords.NOLINGER),
                option.get(OptionKeywords.TCP_SMART_CONNECT),
                keepAlive
                        ? new TcpKeepAlive(
                                settings.get(Keywords.SRVTCPKA_CNT, 0),
                                settings.get(Keywords.SRVTCPKA_IDLE, 0),
                                settings.get(Keywords.SRVTCPKA_INTVL, 0))
                        : null,
                SpliceKeywords.splicing(option));
    }
}
