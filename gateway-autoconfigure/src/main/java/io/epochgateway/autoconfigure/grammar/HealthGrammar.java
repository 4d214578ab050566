package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CheckDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.HealthDefinition;
import io.epochgateway.definition.HttpCheckDefinition;
import io.epochgateway.definition.HttpCheckDefinition.Expect;
import io.epochgateway.definition.HttpCheckDefinition.GoodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How servers are checked. */
final class HealthGrammar {

    private HealthGrammar() {}

    /** Null for a server that isn't checked. */
    static @Nullable CheckDefinition check(Settings server) {
        if (!server.get(HealthKeywords.CHECK) || server.get(HealthKeywords.NO_CHECK)) {
            return null;
        }
        Duration inter = server.get(HealthKeywords.INTER);
        if (inter.isZero()) {
            throw new DefinitionException(
                    server.property(), "inter 0", "checks need time between them", "Use 1ms or more.");
        }
        return new CheckDefinition(
                inter,
                server.get(HealthKeywords.FASTINTER, inter),
                server.get(HealthKeywords.DOWNINTER, inter),
                server.get(HealthKeywords.RISE),
                server.get(HealthKeywords.FALL),
                server.find(HealthKeywords.ADDR),
                server.get(HealthKeywords.PORT, 0));
    }

    static HealthDefinition health(Settings backend) {
        Settings option = backend.get(OptionKeywords.OPTION, Settings.NONE);
        Settings timeout = backend.get(Keywords.TIMEOUT, Settings.NONE);
        HttpCheckLine.Request line = option.get(HealthKeywords.HTTPCHK);
        List<HttpCheckRule.Rule> rules = backend.get(HealthKeywords.HTTP_CHECK, List.of());
        return new HealthDefinition(
                line.on() ? http(line, rules) : null,
                timeout.get(Keywords.CONNECT),
                timeout.get(HealthKeywords.TIMEOUT),
                option.get(HealthKeywords.LOG_HEALTH_CHECKS));
    }

    private static HttpCheckDefinition http(HttpCheckLine.Request line, List<HttpCheckRule.Rule> rules) {
        String method = line.method();
        String uri = line.uri();
        String version = line.version();
        List<String> fields = new ArrayList<>();
        String body = "";
        Expect expect = new GoodStatus();
        boolean disableOn404 = false;
        for (HttpCheckRule.Rule rule : rules) {
            switch (rule) {
                case HttpCheckRule.Send send -> {
                    method = send.method() == null ? method : send.method();
                    uri = send.uri() == null ? uri : send.uri();
                    version = send.version() == null ? version : send.version();
                    fields.addAll(send.fields());
                    body = send.body() == null ? body : send.body();
                }
                case HttpCheckRule.Expected expected -> expect = expected.expect();
                case HttpCheckRule.DisableOn404 disable -> disableOn404 = true;
            }
        }
        return new HttpCheckDefinition(request(method + " " + uri + " " + version, fields, body), expect, disableOn404);
    }

    private static String request(String line, List<String> fields, String body) {
        StringBuilder request = new StringBuilder(line).append("\r\n");
        fields.forEach(field -> request.append(field).append("\r\n"));
        if (line.endsWith("HTTP/1.1")) {
            request.append("connection: close\r\n");
        }
        if (!body.isEmpty()) {
            request.append("content-length: ").append(body.length()).append("\r\n");
        }
        return request.append("\r\n").append(body).toString();
    }
}
