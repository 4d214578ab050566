package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.PipeDefinition;
import io.epochgateway.definition.Splicing;
import java.util.List;

/** The keywords about bytes that the kernel moves from socket to socket, and what they come to. */
final class SpliceKeywords {

    private static final Keyword<Boolean> SPLICE_AUTO = Keywords.flag(
            "splice-auto", "Lets the kernel move bytes from socket to socket wherever they come in large pieces.");
    private static final Keyword<Boolean> SPLICE_REQUEST =
            Keywords.flag("splice-request", "As `splice-auto`, for all that clients send to servers.");
    private static final Keyword<Boolean> SPLICE_RESPONSE =
            Keywords.flag("splice-response", "As `splice-auto`, for all that servers send to clients.");

    private static final Keyword<Boolean> NOSPLICE =
            Keywords.flag("nosplice", "Switches splicing off, whatever the proxies say.");
    private static final Keyword<Integer> MAXPIPES = new Keyword<>(
            "maxpipes",
            new WholeNumber(0, Integer.MAX_VALUE),
            "Pipes for splicing, which take two fds each; what finds none is copied. Otherwise a quarter of `maxconn`.");

    /** Below {@code tune}. */
    static final Keyword<Integer> PIPESIZE = new Keyword<>(
            "pipesize",
            new Size(4096, 1 << 30),
            Integer.toString(PipeDefinition.USUAL_SIZE),
            "How much a pipe for splicing holds, if the system allows it (`fs.pipe-max-size`).");

    /** Below {@code option}, on both sides. */
    static final List<Keyword<?>> OPTIONS = List.of(SPLICE_AUTO, SPLICE_REQUEST, SPLICE_RESPONSE);

    /** Below {@code global}. */
    static final List<Keyword<?>> GLOBAL = List.of(NOSPLICE, MAXPIPES);

    private SpliceKeywords() {}

    static Splicing splicing(Settings option) {
        return new Splicing(option.get(SPLICE_AUTO), option.get(SPLICE_REQUEST), option.get(SPLICE_RESPONSE));
    }

    static PipeDefinition pipes(Settings global, int maxconn) {
        int pipes = global.get(MAXPIPES, Math.max(1, maxconn / 4));
        return new PipeDefinition(
                global.get(NOSPLICE) ? 0 : pipes,
                global.get(Keywords.TUNE, Settings.NONE).get(PIPESIZE));
    }
}
