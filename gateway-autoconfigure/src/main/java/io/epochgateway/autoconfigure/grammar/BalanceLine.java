package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BalanceAlgorithm;
import io.epochgateway.definition.BalanceAlgorithm.Expression;
import io.epochgateway.definition.BalanceAlgorithm.Hashed;
import io.epochgateway.definition.BalanceAlgorithm.Header;
import io.epochgateway.definition.BalanceAlgorithm.Random;
import io.epochgateway.definition.BalanceAlgorithm.RdpCookie;
import io.epochgateway.definition.BalanceAlgorithm.Source;
import io.epochgateway.definition.BalanceAlgorithm.Uri;
import io.epochgateway.definition.BalanceAlgorithm.UrlParam;
import io.epochgateway.definition.NearestWord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** HAProxy's {@code balance}: an algorithm and what it is told. */
record BalanceLine() implements Scalar<BalanceAlgorithm> {

    private static final List<String> ALGORITHMS = List.of(
            "roundrobin",
            "static-rr",
            "leastconn",
            "first",
            "random",
            "source",
            "uri",
            "url_param",
            "hdr",
            "hash",
            "rdp-cookie");
    private static final String USUAL_RDP_COOKIE = "mstshash";
    private static final WholeNumber POSITIVE = new WholeNumber(1, Integer.MAX_VALUE);

    @Override
    public BalanceAlgorithm parse(String text) throws Mistake {
        List<String> words = new ArrayList<>(List.of(text.split("\\s+")));
        Call algorithm = Call.of(words.removeFirst());
        return switch (algorithm.name()) {
            case "roundrobin" -> alone(BalanceAlgorithm.ROUNDROBIN, algorithm, words);
            case "static-rr" -> alone(BalanceAlgorithm.STATIC_RR, algorithm, words);
            case "leastconn" -> alone(BalanceAlgorithm.LEASTCONN, algorithm, words);
            case "first" -> alone(BalanceAlgorithm.FIRST, algorithm, words);
            case "source" -> alone(new Source(), algorithm, words);
            case "random" -> {
                end(words);
                yield algorithm.hasArgument() ? new Random(draws(algorithm.argument())) : BalanceAlgorithm.RANDOM;
            }
            case "uri" -> uri(algorithm, words);
            case "url_param" -> urlParam(algorithm, words);
            case "hdr" -> header(algorithm, words);
            case "hash" -> expression(algorithm, words);
            case "rdp-cookie" -> {
                end(words);
                yield new RdpCookie(algorithm.hasArgument() ? algorithm.needed("rdp-cookie(name)") : USUAL_RDP_COOKIE);
            }
            default ->
                throw new Mistake(
                        "'" + algorithm.name() + "' is no balance algorithm",
                        NearestWord.mend(algorithm.name(), ALGORITHMS));
        };
    }

    /** A word that an argument in parentheses may follow. */
    private record Call(String name, String argument, boolean hasArgument) {

        static Call of(String word) throws Mistake {
            int open = word.indexOf('(');
            if (open < 0) {
                return new Call(word, "", false);
            }
            if (!word.endsWith(")")) {
                throw new Mistake("'" + word + "' lacks its closing parenthesis", "Write it without blanks inside.");
            }
            return new Call(word.substring(0, open), word.substring(open + 1, word.length() - 1), true);
        }

        void takesNone() throws Mistake {
            if (hasArgument) {
                throw new Mistake("'" + name + "' takes nothing in parentheses", "Leave '(" + argument + ")' out.");
            }
        }

        String needed(String example) throws Mistake {
            if (argument.isEmpty()) {
                throw new Mistake("'" + name + "' lacks its name in parentheses", "Write for example " + example + ".");
            }
            return argument;
        }
    }

    private static BalanceAlgorithm alone(BalanceAlgorithm algorithm, Call call, List<String> words) throws Mistake {
        call.takesNone();
        end(words);
        return algorithm;
    }

    private static void end(List<String> words) throws Mistake {
        if (!words.isEmpty()) {
            throw new Mistake("'" + words.getFirst() + "' can't follow here", "Leave it out.");
        }
    }

    private static int draws(String text) throws Mistake {
        try {
            return POSITIVE.parse(text);
        } catch (Mistake mistake) {
            throw new Mistake("the number of draws " + mistake.reason(), mistake.mend());
        }
    }

    private static Hashed uri(Call call, List<String> words) throws Mistake {
        call.takesNone();
        int len = 0;
        int depth = 0;
        boolean whole = false;
        boolean pathOnly = false;
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String option = word.next();
            switch (option) {
                case "len" -> len = number(option, word);
                case "depth" -> depth = number(option, word);
                case "whole" -> whole = true;
                case "path-only" -> pathOnly = true;
                default ->
                    throw new Mistake(
                            "'" + option + "' is no option of uri",
                            NearestWord.mend(option, List.of("len", "depth", "whole", "path-only")));
            }
        }
        return new Uri(len, depth, whole, pathOnly);
    }

    private static int number(String option, Iterator<String> words) throws Mistake {
        if (!words.hasNext()) {
            throw new Mistake("'" + option + "' lacks its value", "Write a number behind it.");
        }
        try {
            return POSITIVE.parse(words.next());
        } catch (Mistake mistake) {
            throw new Mistake(option + ": " + mistake.reason(), mistake.mend());
        }
    }

    private static Hashed urlParam(Call call, List<String> words) throws Mistake {
        call.takesNone();
        if (words.isEmpty()) {
            throw new Mistake("'url_param' lacks the parameter's name", "Write for example url_param user.");
        }
        String name = words.removeFirst();
        boolean checkPost = words.remove("check_post");
        if (checkPost && !words.isEmpty()) {
            // once it limited the wait, which timeout http-request does now
            number("check_post", words.iterator());
            words.removeFirst();
        }
        end(words);
        return new UrlParam(name, checkPost);
    }

    private static Hashed header(Call call, List<String> words) throws Mistake {
        String name = call.needed("hdr(X-User)");
        boolean domainOnly = words.remove("use_domain_only");
        end(words);
        return new Header(name, domainOnly);
    }

    private static Hashed expression(Call call, List<String> words) throws Mistake {
        call.takesNone();
        if (words.isEmpty()) {
            throw new Mistake("'hash' lacks its sample", "Write for example hash path.");
        }
        return new Expression(String.join(" ", words));
    }

    @Override
    public String values() {
        return "`roundrobin`, `static-rr`, `leastconn`, `first`, `random[(draws)]`, `source`,"
                + " `uri [whole] [len n] [depth n] [path-only]`, `url_param name [check_post]`,"
                + " `hdr(name) [use_domain_only]`, `hash sample`, `rdp-cookie[(name)]`";
    }
}
