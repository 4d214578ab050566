package io.epochgateway.rule.sample;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client says in the hello of a TLS connection that is passed on as it is. */
final class TlsFetches {

    /** Looks something up in a whole hello of a client. */
    private interface Part {
        boolean of(TlsHello hello, Sample sample);
    }

    static final List<FetchKeyword> KEYWORDS = keywords();

    private TlsFetches() {}

    private static List<FetchKeyword> keywords() {
        List<FetchKeyword> all = new ArrayList<>();
        add(all, "ssl_sni", Type.TEXT, ofHello(TlsHello::serverName));
        add(all, "ssl_alpn", Type.TEXT, ofHello(TlsHello::alpn));
        add(all, "ssl_ver", Type.INT, ofHello((hello, sample) -> sample.setNumber(hello.version())));
        add(all, "ssl_hello_type", Type.INT, (evidence, sample) -> type(evidence.requestBytes(), evidence, sample));
        all.add(FetchKeyword.plain(
                "res.ssl_hello_type",
                Type.INT,
                Need.RESPONSE_BYTES,
                (evidence, sample) -> type(evidence.responseBytes(), evidence, sample)));
        all.add(all.getLast().called("rep_ssl_hello_type"));
        return List.copyOf(all);
    }

    private static void add(List<FetchKeyword> all, String name, Type type, Fetch fetch) {
        FetchKeyword keyword = FetchKeyword.plain("req." + name, type, Need.REQUEST_BYTES, fetch);
        all.add(keyword);
        all.add(keyword.called("req_" + name));
    }

    private static boolean type(@Nullable ByteBuf bytes, Evidence evidence, Sample sample) {
        if (bytes == null) {
            return false;
        }
        int type = TlsHello.type(bytes);
        sample.mayChange(type < 0 && evidence.awaitsMore());
        return type > 0 && sample.setNumber(type);
    }

    private static Fetch ofHello(Part part) {
        return (evidence, sample) -> {
            ByteBuf bytes = evidence.requestBytes();
            if (bytes == null) {
                return false;
            }
            byte[] room = sample.room(Math.max(bytes.readableBytes(), 1));
            int length = TlsHello.gather(bytes, room);
            if (length <= 0) {
                sample.mayChange(length < 0 && evidence.awaitsMore());
                return false;
            }
            TlsHello hello = TlsHello.of(room, length);
            return hello.isClients() && part.of(hello, sample);
        };
    }
}
