package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.AddressField;
import io.epochgateway.definition.ConnectionMode;
import io.epochgateway.definition.ForwardedField;
import io.epochgateway.definition.HttpOptions;
import org.jspecify.annotations.Nullable;

/** Reads how proxies treat connections, requests and errors of HTTP. */
final class HttpGrammar {

    private final Settings defaults;
    private final ErrorGrammar errors;

    HttpGrammar(Settings defaults, ErrorGrammar errors) {
        this.defaults = defaults;
        this.errors = errors;
    }

    /** What a proxy says over what the defaults say. */
    HttpOptions read(Settings proxy) {
        Settings both = proxy.over(defaults);
        Settings option = both.get(OptionKeywords.OPTION, Settings.NONE);
        return new HttpOptions(
                connectionMode(proxy),
                option.get(OptionKeywords.HTTP_PRETEND_KEEPALIVE),
                addressField(option.get(OptionKeywords.FORWARDFOR, Switched.OFF), "X-Forwarded-For"),
                addressField(option.get(OptionKeywords.ORIGINALTO, Switched.OFF), "X-Original-To"),
                forwarded(option.get(OptionKeywords.FORWARDED, Switched.OFF)),
                option.get(OptionKeywords.HTTP_IGNORE_PROBES),
                both.find(Keywords.MONITOR_URI),
                option.get(OptionKeywords.HTTP_RESTRICT_REQ_HDR_NAMES),
                CookieKeywords.read(both),
                both.find(Keywords.HTTP_SEND_NAME_HEADER),
                errors.read(proxy, defaults));
    }

    /** What a proxy switches on holds whatever the defaults switch on; what it switches off is off. */
    private ConnectionMode connectionMode(Settings proxy) {
        Settings own = proxy.get(OptionKeywords.OPTION, Settings.NONE);
        boolean chosen = own.get(OptionKeywords.HTTPCLOSE)
                || own.get(OptionKeywords.HTTP_SERVER_CLOSE)
                || own.get(OptionKeywords.HTTP_KEEP_ALIVE_MODE);
        Settings option = chosen ? own : own.over(defaults.get(OptionKeywords.OPTION, Settings.NONE));
        if (option.get(OptionKeywords.HTTPCLOSE)) {
            return ConnectionMode.CLOSE;
        }
        return option.get(OptionKeywords.HTTP_SERVER_CLOSE) ? ConnectionMode.SERVER_CLOSE : ConnectionMode.KEEP_ALIVE;
    }

    private static @Nullable AddressField addressField(Switched option, String name) {
        return option.on()
                ? new AddressField(
                        option.words().get(OptionKeywords.FIELD, name),
                        option.words().find(OptionKeywords.EXCEPT),
                        option.words().get(OptionKeywords.IF_NONE))
                : null;
    }

    private static @Nullable ForwardedField forwarded(Switched option) {
        if (!option.on()) {
            return null;
        }
        Settings words = option.words();
        return words.isEmpty()
                ? ForwardedField.USUAL
                : new ForwardedField(
                        words.get(OptionKeywords.PROTO),
                        words.get(OptionKeywords.HOST),
                        words.get(OptionKeywords.BY),
                        words.get(OptionKeywords.BY_PORT),
                        words.get(OptionKeywords.FOR),
                        words.get(OptionKeywords.FOR_PORT));
    }
}
