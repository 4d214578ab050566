package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.CookieDefinition;
import io.epochgateway.definition.CookieDefinition.Operation;
import io.epochgateway.definition.DefinitionException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of {@code cookie}, and what they come to. */
final class CookieKeywords {

    static final Keyword<String> NAME =
            new Keyword<>("name", CookieWord.NAME, "The cookie's name. It starts the line.");
    static final Keyword<Boolean> REWRITE =
            Keywords.flag("rewrite", "Replaces the value that the server sets by the server's own.");
    static final Keyword<Boolean> INSERT =
            Keywords.flag("insert", "Sets the cookie for clients that lack a valid one.");
    static final Keyword<Boolean> PREFIX =
            Keywords.flag("prefix", "Puts the server's value and `~` before the value that the server sets.");
    static final Keyword<Boolean> INDIRECT =
            Keywords.flag("indirect", "Servers don't see what is inserted, nor renew it for a client that has it.");
    static final Keyword<Boolean> NOCACHE =
            Keywords.flag("nocache", "Makes a cacheable response private if the cookie is inserted into it.");
    static final Keyword<Boolean> POSTONLY = Keywords.flag("postonly", "Inserts it in responses to `POST` only.");
    static final Keyword<Boolean> PRESERVE =
            Keywords.flag("preserve", "Leaves a cookie of that name alone that the server sets.");
    static final Keyword<Boolean> HTTPONLY = Keywords.flag("httponly", "Hides the cookie from scripts.");
    static final Keyword<Boolean> SECURE = Keywords.flag("secure", "Keeps the cookie to secure connections.");
    static final Keyword<List<String>> DOMAIN =
            new Keyword<>("domain", new Texts(CookieWord.ATTRIBUTE), "Where the cookie is sent; may be repeated.");
    static final Keyword<List<String>> ATTR = new Keyword<>(
            "attr", new Texts(CookieWord.ATTRIBUTE), "A further attribute, such as `SameSite=Lax`; may be repeated.");
    static final Keyword<Duration> MAXIDLE = new Keyword<>(
            "maxidle", new TimeSpan(), "0", "How long a client may stay away and be known still; `0`: for ever.");
    static final Keyword<Duration> MAXLIFE =
            new Keyword<>("maxlife", new TimeSpan(), "0", "How long a client may keep its server; `0`: for ever.");

    static final Keyword<Boolean> DYNAMIC = Keywords.flag(
            "dynamic", "Servers without a `cookie` have a value made of their address and `dynamic-cookie-key`.");

    static final Keyword<String> DYNAMIC_COOKIE_KEY = new Keyword<>(
            "dynamic-cookie-key",
            new Text("key"),
            "What makes the values of `cookie … dynamic`: a secret of your own.");
    static final Keyword<Settings> COOKIE = new Keyword<>(
            "cookie",
            new Line(
                    "cookie",
                    NAME,
                    List.of(
                            REWRITE, INSERT, PREFIX, INDIRECT, NOCACHE, POSTONLY, PRESERVE, HTTPONLY, SECURE, DOMAIN,
                            ATTR, MAXIDLE, MAXLIFE, DYNAMIC)),
            "Brings clients back to their server by a cookie.");
    static final Keyword<String> SERVER_COOKIE =
            new Keyword<>("cookie", CookieWord.VALUE, "The value that brings a client back here. Otherwise none does.");

    private CookieKeywords() {}

    /** Of a backend; null if it has none. */
    static @Nullable CookieDefinition read(Settings backend) {
        Setting<Settings> setting = backend.setting(COOKIE);
        if (setting == null) {
            return null;
        }
        Settings words = setting.value();
        String name = words.find(NAME);
        if (name == null) {
            throw new DefinitionException(
                    setting.property(), null, "the cookie lacks its name", "Write one, for example 'SRV insert'.");
        }
        return new CookieDefinition(
                setting.property(),
                name,
                operation(words, name),
                words.get(INDIRECT),
                words.get(NOCACHE),
                words.get(POSTONLY),
                words.get(PRESERVE),
                words.get(HTTPONLY),
                words.get(SECURE),
                words.get(DOMAIN, List.of()),
                words.get(ATTR, List.of()),
                words.get(MAXIDLE),
                words.get(MAXLIFE),
                dynamicKey(words, backend, name));
    }

    private static @Nullable String dynamicKey(Settings words, Settings backend, String name) {
        if (!words.get(DYNAMIC)) {
            return null;
        }
        String key = backend.find(DYNAMIC_COOKIE_KEY);
        if (key == null) {
            throw new DefinitionException(
                    words.property(), name, "'dynamic' needs a 'dynamic-cookie-key'", "Write one in the backend.");
        }
        return key;
    }

    private static Operation operation(Settings words, String name) {
        if (Stream.of(REWRITE, INSERT, PREFIX).filter(words::get).count() > 1) {
            throw new DefinitionException(
                    words.property(),
                    name,
                    "'rewrite', 'insert' and 'prefix' contradict each other",
                    "Leave all but one of them out.");
        }
        if (words.get(REWRITE)) {
            return Operation.REWRITE;
        }
        if (words.get(INSERT)) {
            return Operation.INSERT;
        }
        return words.get(PREFIX) ? Operation.PREFIX : Operation.PASSIVE;
    }
}
