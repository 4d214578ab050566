package io.epochgateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgateway.server.Administration;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookie persistence. The tables say what HAProxy 2.6 did with the same requests. */
class CookieTests {

    private final Origin first = server("s1");
    private final Origin second = server("s2");
    private final LogLines log = LogLines.listen();
    private final ConfiguredGateway gateway = ConfiguredGateway.withFront(1)
            .set("frontend.front.option.httplog", "true")
            .server("back/s1", first.address().getPort(), "cookie s1")
            .server("back/s2", second.address().getPort(), "cookie s2")
            .server("back/s3", 1, "cookie s3 disabled");

    /** Answers with its name and the cookies that it saw, and sets the cookie that the request tells it to. */
    private static Origin server(String name) {
        return Origin.that(connection -> {
            while (connection.request()) {
                Message request = connection.last();
                String set = request.field("X-Set");
                String body = name + " saw " + request.field("Cookie");
                connection.answer("HTTP/1.1 200 OK\r\n"
                        + (set.isEmpty() ? "" : "Set-Cookie: " + set + "\r\n")
                        + (request.has("X-Cache") ? "Cache-Control: max-age=60\r\n" : "")
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    @AfterEach
    void stop() {
        gateway.close();
        log.close();
        first.close();
        second.close();
    }

    private RawClient start(String cookie) throws IOException {
        return gateway.set("backend.back.cookie", cookie).start().client();
    }

    private static Message ask(RawClient client, String method, String... fields) throws IOException {
        client.send(method + " / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields)
                + (fields.length > 0 ? "\r\n" : "") + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n");
        return client.reply();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            nullValues = "-",
            value = {
                "SRV insert > - > - > * > '' > SRV={s}; path=/ > NI",
                "SRV insert > SRV=s2 > - > s2 > SRV=s2 > - > VN",
                "SRV insert > a=b; SRV=s2; c=d > - > s2 > a=b; SRV=s2; c=d > - > VN",
                "SRV insert > SRV=zz > - > * > SRV=zz > SRV={s}; path=/ > II",
                "SRV insert > SRV=zz; SRV=s2 > - > s2 > SRV=zz; SRV=s2 > - > VN",
                "SRV insert > SRV=s3 > - > * > SRV=s3 > SRV={s}; path=/ > DI",
                "SRV insert > SRV=s3; SRV=zz > - > * > SRV=s3; SRV=zz > SRV={s}; path=/ > DI",
                "SRV insert > SRV=\"s2\" > - > * > SRV=\"s2\" > SRV={s}; path=/ > II",
                "SRV insert > SRV = s2 ;b=c > - > s2 > SRV = s2 ;b=c > - > VN",
                "SRV insert > SRV=s2,t=u > - > s2 > SRV=s2,t=u > - > VN",
                "SRV insert > a=\"x; SRV=s1\"; SRV=s2 > - > s2 > a=\"x; SRV=s1\"; SRV=s2 > - > VN",
                "SRV insert > srv=s2 > - > * > srv=s2 > SRV={s}; path=/ > NI",
                "SRV insert > SRV > - > * > SRV > SRV={s}; path=/ > NI",
                "SRV insert > SRV=s2|~~~~~ > - > s2 > SRV=s2|~~~~~ > - > VN",
                "SRV insert > SRV=s2 > SRV=app; path=/ > s2 > SRV=s2 > - > VD",
                "SRV insert > - > SRV=app; path=/ > * > '' > SRV={s}; path=/ > NI",
                "SRV insert indirect > SRV=s1 > - > s1 > '' > - > VN",
                "SRV insert indirect > a=b; SRV=s2; c=d > - > s2 > a=b; c=d > - > VN",
                "SRV insert indirect > SRV=s2~app; x=y > - > * > x=y > SRV={s}; path=/ > II",
                "SRV insert indirect > SRV=s2,t=u > - > s2 > t=u > - > VN",
                "SRV insert preserve > SRV=s2 > SRV=app; path=/ > s2 > SRV=s2 > SRV=app; path=/ > VP",
                "SRV insert preserve > - > SRV=app; path=/ > * > '' > SRV=app; path=/ > NP",
                "SRV rewrite > - > - > * > '' > - > NN",
                "SRV rewrite > SRV=s2 > SRV=app; path=/ > s2 > SRV=s2 > SRV=s2; path=/ > VR",
                "SRV rewrite > - > SRV=\"q;r\"; path=/ > * > '' > SRV={s}; path=/ > NR",
                "SRV rewrite > - > other=1; SRV=2 > * > '' > other=1; SRV=2 > NN",
                "SRV prefix > SRV=s2~app; x=y > - > s2 > SRV=app; x=y > - > VN",
                "SRV prefix > SRV=~app > - > * > SRV=app > - > IN",
                "SRV prefix > SRV=s2 > - > s2 > SRV=s2 > - > VN",
                "SRV prefix > - > SRV = app ; path=/ > * > '' > SRV = {s}~app ; path=/ > NR",
                "SRV indirect > SRV=s2 > SRV=app > s2 > SRV=s2 > - > VD",
                "SRV indirect > - > SRV=app > * > '' > SRV=app > NP",
                "SRV > SRV=s2 > SRV=app > s2 > SRV=s2 > SRV=app > --",
                "SRV insert httponly secure domain .a.b domain .c.d attr SameSite=Lax > - > - > * > '' >"
                        + " SRV={s}; path=/; domain=.a.b; domain=.c.d; HttpOnly; Secure; SameSite=Lax > NI",
            })
    void aRequestGoesWhereItsCookieSays(
            String cookie, String sent, String set, String server, String seen, String answered, String codes)
            throws IOException {
        try (RawClient client = start(cookie)) {
            Message reply = ask(
                    client,
                    "GET",
                    sent == null ? "X-No: cookie" : "Cookie: " + sent,
                    set == null ? "X-No: cookie" : "X-Set: " + set);

            String by = reply.body().substring(0, 2);
            assertThat(by).matches(server.equals("*") ? "s[12]" : server);
            assertThat(reply.body()).isEqualTo(by + " saw " + seen);
            assertThat(reply.field("Set-Cookie")).isEqualTo(answered == null ? "" : answered.replace("{s}", by));
            assertThat(log.awaitOne()).contains(" --" + codes + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, '', NN", "POST, SRV=, NI"})
    void postonlyLeavesOtherMethodsAlone(String method, String set, String codes) throws IOException {
        try (RawClient client = start("SRV insert postonly")) {
            assertThat(ask(client, method).field("Set-Cookie")).startsWith(set);
            assertThat(log.awaitOne()).contains(" --" + codes + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Cache: yes, private", "X-Other: no, ''"})
    void nocacheMakesWhatCouldBeCachedPrivate(String field, String expected) throws IOException {
        try (RawClient client = start("SRV insert nocache")) {
            List<String> fields = ask(client, "GET", field).fields();
            assertThat(fields.contains("cache-control: private")).isEqualTo(!expected.isEmpty());
        }
    }

    @Test
    void datesAreRenewedAndOldOnesForgetTheServer() throws IOException {
        try (RawClient client = start("SRV insert maxidle 1h maxlife 8h")) {
            String fresh = ask(client, "GET").field("Set-Cookie");
            assertThat(fresh).matches("SRV=s[12](\\|[A-Za-z0-9+/]{5}){2}; path=/");
            String value = fresh.substring(0, fresh.indexOf(';'));
            assertThat(ask(client, "GET", "Cookie: " + value).body()).startsWith(value.substring(4, 6));

            ask(client, "GET", "Cookie: SRV=s2");
            ask(client, "GET", "Cookie: SRV=s2|aaaaa|aaaaa");
            ask(client, "GET", "Cookie: SRV=s2|zzzzz|" + value.substring(value.lastIndexOf('|') + 1));
            List<String> lines = log.await(5);
            assertThat(lines.get(0)).contains(" --NI ");
            assertThat(lines.get(2)).contains(" --VU ");
            assertThat(lines.get(3)).contains(" --OI ");
            assertThat(lines.get(4)).contains(" --EI ");
        }
    }

    @Test
    void aDrainingServerKeepsItsClientsAndOneInMaintenanceLosesThem() throws IOException {
        try (RawClient client = start("SRV insert")) {
            var servers = gateway.servers("back");
            var known = servers.servers().get(1);
            servers.states().administer(known, Administration.DRAIN);
            assertThat(ask(client, "GET", "Cookie: SRV=s2").body()).startsWith("s2");
            servers.states().administer(known, Administration.MAINT);
            Message moved = ask(client, "GET", "Cookie: SRV=s2");
            assertThat(moved.body()).startsWith("s1");
            assertThat(moved.field("Set-Cookie")).isEqualTo("SRV=s1; path=/");
            assertThat(log.await(2).getLast()).contains(" --DI ");
        }
    }
}
