package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.http.ErrorReply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keywords that say what is answered in place of the gateway's own errors. */
final class ErrorKeywords {

    static final Keyword<Map<Integer, Setting<String>>> ERRORFILE = new Keyword<>(
            "errorfile", new ByStatus(new Text("file")), "Files with whole responses, by the status they stand for.");
    static final Keyword<Map<Integer, Setting<String>>> ERRORLOC =
            new Keyword<>("errorloc", new ByStatus(new Text("location")), "As `errorloc302`.");
    static final Keyword<Map<Integer, Setting<String>>> ERRORLOC302 = new Keyword<>(
            "errorloc302", new ByStatus(new Text("location")), "Where to redirect to with 302 instead, by status.");
    static final Keyword<Map<Integer, Setting<String>>> ERRORLOC303 = new Keyword<>(
            "errorloc303", new ByStatus(new Text("location")), "Where to redirect to with 303 instead, by status.");
    static final Keyword<String> ERRORS_NAME =
            new Keyword<>("name", new ProxyName(), "A name below `gateway.http-errors`. It starts the line.");
    static final List<Keyword<Boolean>> STATUSES = Stream.of(ErrorReply.values())
            .map(reply -> Keywords.flag(String.valueOf(reply.status()), reply.title()))
            .toList();
    static final Keyword<List<Settings>> ERRORFILES = new Keyword<>(
            "errorfiles",
            new Several(new Line("errorfiles", ERRORS_NAME, List.copyOf(STATUSES))),
            "Takes a section of `gateway.http-errors`; statuses behind its name take only those of it.");
    static final Keyword<Integer> STATUS =
            new Keyword<>("status", new ErrorStatus(), "The status of the reply, and of the error it stands for.");
    static final Keyword<String> CONTENT_TYPE =
            new Keyword<>("content-type", new Text("media type"), "What the body is.");
    static final Keyword<String> STRING = new Keyword<>("string", new AnyText(), "The body.");
    static final Keyword<String> FILE = new Keyword<>("file", new Text("file"), "A file with the body.");
    static final Keyword<String> ONE_ERRORFILE =
            new Keyword<>("errorfile", new Text("file"), "A file with the whole response, as in `errorfile`.");
    static final Keyword<String> ONE_OF_ERRORFILES =
            new Keyword<>("errorfiles", new ProxyName(), "The section of `gateway.http-errors` that has the reply.");
    static final Keyword<Boolean> DEFAULT_ERRORFILES =
            Keywords.flag("default-errorfiles", "The gateway's own reply, whatever `gateway.defaults` says.");
    static final Keyword<Map<String, String>> HDR =
            new Keyword<>("hdr", new Fields(), "Adds a field. In a line, its name and its value follow.");
    static final Keyword<List<Settings>> HTTP_ERROR = new Keyword<>(
            "http-error",
            new Several(new Line(
                    "http-error",
                    null,
                    List.of(
                            STATUS,
                            CONTENT_TYPE,
                            STRING,
                            FILE,
                            ONE_ERRORFILE,
                            ONE_OF_ERRORFILES,
                            DEFAULT_ERRORFILES,
                            HDR))),
            "Replies that are put together.");
    static final Keyword<Map<String, Settings>> HTTP_ERRORS = new Keyword<>(
            "http-errors", new Named(new Section(ERRORFILE)), "Sets of error files for `errorfiles`, by name.");

    private ErrorKeywords() {}
}
