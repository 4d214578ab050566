package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.ResolversDefinition.Hold;
import io.epochgateway.definition.SocketAddress.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keywords of {@code resolvers}, and those of {@code server-template} that no server has. */
final class ResolversKeywords {

    static final Keyword<Tcp> NAME_SERVER_ADDRESS = new Keyword<>(
            "address", new NameServerPlace(), "Where it is, by UDP; without a port at 53. It starts the line.");
    static final Keyword<Map<String, Settings>> NAME_SERVER = new Keyword<>(
            "nameserver",
            new Named(new Line("nameserver", NAME_SERVER_ADDRESS, List.of())),
            "The name servers, by name; all are asked at a time, and the first good answer counts.");
    static final Keyword<Boolean> PARSE_RESOLV_CONF =
            Keywords.flag("parse-resolv-conf", "Asks those of `/etc/resolv.conf`, too.");
    static final Keyword<Integer> RESOLVE_RETRIES =
            Keywords.number("resolve-retries", 1, "3", "How often a question is sent before it counts as unanswered.");
    static final Keyword<Integer> ACCEPTED_PAYLOAD_SIZE = new Keyword<>(
            "accepted-payload-size",
            new WholeNumber(512, 65535),
            "512",
            "The largest answer by UDP in bytes; longer ones are asked for by TCP.");

    static final Keyword<Duration> RESOLVE =
            Keywords.timeout("resolve", "1s", "From one question for a name to the next.");
    static final Keyword<Duration> RETRY =
            Keywords.timeout("retry", "1s", "How long an answer is waited for before the question is sent again.");
    static final Section TIMEOUTS = new Section(RESOLVE, RETRY);

    static final Keyword<Duration> VALID = Keywords.timeout(
            "valid", "10s", "How long an answer is good for those who come later. `discovery:` is asked that often.");
    static final Keyword<Duration> OBSOLETE =
            Keywords.timeout("obsolete", "0", "How long an address outlives its absence from the answers.");
    static final Keyword<Duration> NX =
            Keywords.timeout("nx", "30s", "How long it outlives the news that the name doesn't exist.");
    static final Keyword<Duration> OTHER = Keywords.timeout("other", "30s", "How long it outlives any other error.");
    static final Keyword<Duration> REFUSED = Keywords.timeout("refused", "30s", "How long it outlives a refusal.");
    static final Keyword<Duration> SILENCE = Keywords.timeout("timeout", "30s", "How long it outlives silence.");
    static final Section HOLDS = new Section(VALID, OBSOLETE, NX, OTHER, REFUSED, SILENCE);

    static final Keyword<Settings> TIMEOUT = new Keyword<>("timeout", TIMEOUTS, "When names are asked for.");
    static final Keyword<Settings> HOLD =
            new Keyword<>("hold", HOLDS, "How long what is known is kept against bad news.");

    static final Keyword<Map<String, Settings>> RESOLVERS = new Keyword<>(
            "resolvers",
            new Named(
                    new Section(NAME_SERVER, PARSE_RESOLV_CONF, RESOLVE_RETRIES, TIMEOUT, HOLD, ACCEPTED_PAYLOAD_SIZE)),
            "Name servers that are asked for the names of servers, by name.");

    static final Keyword<SlotRange.Slots> SLOTS =
            new Keyword<>("slots", new SlotRange(), "How many servers it has, or their numbers. It starts the line.");

    private ResolversKeywords() {}

    static Hold hold(Settings hold) {
        return new Hold(
                hold.get(VALID),
                hold.get(OBSOLETE),
                hold.get(NX),
                hold.get(OTHER),
                hold.get(REFUSED),
                hold.get(SILENCE));
    }
}
