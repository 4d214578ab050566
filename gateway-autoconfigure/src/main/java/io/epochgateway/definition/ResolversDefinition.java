package io.epochgateway.definition;

import java.time.Duration;
import java.util.List;

/**
 * Name servers and how they are asked.
 *
 * @param name unique among sections
 * @param property the full name of the property that defines it, for messages
 * @param nameServers all are asked at a time
 * @param parseResolvConf whether those of {@code /etc/resolv.conf} are asked, too
 * @param retries how often a question is sent before it counts as unanswered, from 1
 * @param resolve from one question for a name to the next
 * @param retry how long an answer is waited for
 * @param hold how long what is known is kept against bad news
 * @param acceptedPayloadSize the largest answer by UDP in bytes, 512 to 65535
 */
public record ResolversDefinition(
        String name,
        String property,
        List<NameServer> nameServers,
        boolean parseResolvConf,
        int retries,
        Duration resolve,
        Duration retry,
        Hold hold,
        int acceptedPayloadSize) {

    public ResolversDefinition {
        nameServers = List.copyOf(nameServers);
        Range.check(property, "resolve-retries", retries, 1, Integer.MAX_VALUE);
        Range.check(property, "accepted-payload-size", acceptedPayloadSize, 512, 65535);
        if (nameServers.isEmpty() && !parseResolvConf) {
            throw new DefinitionException(
                    property,
                    null,
                    "there is no nameserver",
                    "Write one, for example 'nameserver: { ns1: 10.0.0.53:53 }', or parse-resolv-conf.");
        }
    }

    /**
     * One name server.
     *
     * @param id what log lines and figures call it
     * @param host an IP address
     * @param port 1 to 65535
     */
    public record NameServer(String id, String host, int port) {}

    /**
     * How long what was known last outlives bad news; after that, the server is in maintenance.
     *
     * @param valid how long an answer is good for those who come later
     * @param obsolete how long an address outlives its absence from the answers
     * @param nx how long an address outlives the news that the name doesn't exist
     * @param other the same for any other error
     * @param refused the same for a refusal
     * @param timeout the same for silence
     */
    public record Hold(
            Duration valid, Duration obsolete, Duration nx, Duration other, Duration refused, Duration timeout) {

        private static final Duration LONG = Duration.ofSeconds(30);

        /** As HAProxy has them. */
        public static final Hold DEFAULT = new Hold(Duration.ofSeconds(10), Duration.ZERO, LONG, LONG, LONG, LONG);
    }
}
