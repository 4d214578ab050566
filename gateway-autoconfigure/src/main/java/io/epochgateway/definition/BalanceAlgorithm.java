package io.epochgateway.definition;

/** How a server is chosen among the usable ones (HAProxy {@code balance}). */
public sealed interface BalanceAlgorithm {

    /** In turn, by weight, without bursts. */
    BalanceAlgorithm ROUNDROBIN = Plain.ROUNDROBIN;
    /** In turn, by a plan made of the weights. */
    BalanceAlgorithm STATIC_RR = Plain.STATIC_RR;
    /** The fewest running and queued requests for its weight. */
    BalanceAlgorithm LEASTCONN = Plain.LEASTCONN;
    /** The lowest id with a free slot. */
    BalanceAlgorithm FIRST = Plain.FIRST;
    /** The less loaded of two drawn by weight: the default. */
    BalanceAlgorithm RANDOM = new Random(2);

    /** HAProxy's name of it, as in the column {@code algo} of its statistics. */
    String word();

    /** Those without parameters. */
    enum Plain implements BalanceAlgorithm {
        ROUNDROBIN("roundrobin"),
        STATIC_RR("static-rr"),
        LEASTCONN("leastconn"),
        FIRST("first");

        private final String word;

        Plain(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * The least loaded of a few.
     *
     * @param draws how many are drawn by weight, from 1
     */
    record Random(int draws) implements BalanceAlgorithm {

        @Override
        public String word() {
            return "random";
        }
    }

    /** The same server for the same key as long as it is there; in turn for a request without that key. */
    sealed interface Hashed extends BalanceAlgorithm {}

    /** By the client's address. */
    record Source() implements Hashed {

        @Override
        public String word() {
            return "source";
        }
    }

    /**
     * By the request target up to the question mark.
     *
     * @param len the most octets of it; 0 for no limit
     * @param depth the most directories of it; 0 for no limit
     * @param whole the part behind the question mark counts, too
     * @param pathOnly scheme and authority don't count
     */
    record Uri(int len, int depth, boolean whole, boolean pathOnly) implements Hashed {

        @Override
        public String word() {
            return "uri";
        }
    }

    /**
     * By a parameter of the request target's query.
     *
     * @param checkPost the body of a POST is searched, too, if the query lacks it
     */
    record UrlParam(String name, boolean checkPost) implements Hashed {

        @Override
        public String word() {
            return "url_param";
        }
    }

    /**
     * By the first value of a field.
     *
     * @param domainOnly of a host name, only the part before the last dot counts, without its subdomains
     */
    record Header(String name, boolean domainOnly) implements Hashed {

        @Override
        public String word() {
            return "hdr";
        }
    }

    /**
     * By a sample of the stream.
     *
     * @param text as it is written; where the gateway is built, it is understood or refused
     */
    record Expression(String text) implements Hashed {

        @Override
        public String word() {
            return "hash";
        }
    }

    /** By a cookie of the Remote Desktop Protocol, for clients of which the bytes are there. */
    record RdpCookie(String name) implements Hashed {

        @Override
        public String word() {
            return "rdp-cookie";
        }
    }
}
