package io.epochgateway.server.check;

import io.epochgateway.definition.CheckMatch.Field;
import io.epochgateway.definition.CheckMatch.Formatted;
import io.epochgateway.definition.CheckMatch.LdapBindResponse;
import io.epochgateway.definition.CheckMatch.MysqlPacket;
import io.epochgateway.definition.CheckMatch.Regex;
import io.epochgateway.definition.CheckMatch.Status;
import io.epochgateway.definition.CheckMatch.StatusRegex;
import io.epochgateway.definition.CheckMatch.Text;
import io.epochgateway.definition.CheckScript;
import io.epochgateway.definition.CheckScript.Kind;
import io.epochgateway.definition.CheckScript.Line;
import io.epochgateway.definition.CheckStep.Expect;
import org.jspecify.annotations.Nullable;

/**
 * What an expectation comes to.
 *
 * @param serverWorks whether the server was not down before this check
 */
record Judgement(
        CheckScript script, Line line, Expect expect, Received received, CheckValues values, boolean serverWorks) {

    Verdict verdict() {
        if (script.kind() == Kind.HTTP) {
            return ofResponse(received.response());
        }
        if (received.isEmpty()) {
            return received.isWhole() ? nothing() : Verdict.waiting();
        }
        CharSequence octets = received.octets();
        return switch (expect.match()) {
            case MysqlPacket packet -> MysqlAnswer.verdict(octets, packet, received.isWhole());
            case LdapBindResponse bind -> LdapAnswer.verdict(octets, received.isWhole());
            case Text text
            when !received.isWhole() && octets.length() < text.octets().length() -> Verdict.waiting();
            default ->
                !received.isWhole() && octets.length() < expect.minRecv()
                        ? Verdict.waiting()
                        : found(octets, received.isWhole(), CheckStatus.L7RSP, null);
        };
    }

    private Verdict nothing() {
        return Verdict.bad(
                error(CheckStatus.L7RSP),
                0,
                "TCPCHK got an empty response at step " + line.number()
                        + (line.comment() == null ? "" : " comment: '" + line.comment() + "'"));
    }

    /**
     * Looks for it.
     *
     * @param words what a failure says; null for what the kind of the script says
     */
    private Verdict found(CharSequence where, boolean whole, CheckStatus failure, @Nullable String words) {
        String sought = expect.match() instanceof Formatted formatted ? text(formatted) : "";
        if (expect.match() instanceof Formatted && sought.isEmpty()) {
            return bad(failure, "log-format string evaluated to an empty string", 0);
        }
        boolean matched = switch (expect.match()) {
            case Text text -> where.toString().contains(text.octets());
            case Regex regex ->
                regex.pattern()
                        .matcher(regex.binary() ? Octets.hexadecimal(where.toString()) : where)
                        .find();
            default -> where.toString().contains(sought);
        };
        if (!matched && !whole && expect.minRecv() < 0) {
            return Verdict.waiting();
        }
        if (matched != expect.not()) {
            return good(0);
        }
        String usual = words != null
                ? words
                : script.kind() == Kind.TCP ? Complaint.found(matched, expect.match(), line.number()) : "";
        return bad(failure, expect.onError() == null ? usual : values.text(expect.onError()), 0);
    }

    private String text(Formatted formatted) {
        String text = values.text(formatted.format());
        return formatted.binary() ? Octets.ofHexadecimal(text) : text;
    }

    private Verdict ofResponse(HttpResponse response) {
        boolean whole = received.isWhole() || response.isWhole();
        if (response.isRefused() || (whole && !response.hasHead())) {
            return bad(CheckStatus.L7RSP, "", 0);
        }
        if (!response.hasHead()) {
            return Verdict.waiting();
        }
        int status = response.status();
        if (status == 404 && script.disableOn404() && serverWorks) {
            return Verdict.good(CheckStatus.L7OKC, status, "");
        }
        return switch (expect.match()) {
            case Status ranges ->
                ofHead(
                        ranges.ranges().stream()
                                .anyMatch(range -> status >= range.lowest() && status <= range.highest()),
                        response);
            case StatusRegex regex ->
                ofHead(regex.pattern().matcher(String.valueOf(status)).find(), response);
            case Field field -> ofHead(FieldSearch.found(field, response, values), response);
            default -> ofBody(response, whole);
        };
    }

    private Verdict ofHead(boolean matched, HttpResponse response) {
        return matched != expect.not()
                ? good(response.status())
                : bad(CheckStatus.L7STS, words(response.reason()), response.status());
    }

    private Verdict ofBody(HttpResponse response, boolean whole) {
        String body = response.body();
        if (body.isEmpty()) {
            return whole
                    ? bad(
                            CheckStatus.L7RSP,
                            words("HTTP content check could not find a response body"),
                            response.status())
                    : Verdict.waiting();
        }
        if (!whole && body.length() < expect.minRecv()) {
            return Verdict.waiting();
        }
        String words = expect.not() ? "HTTP check matched unwanted content" : "HTTP content check did not match";
        Verdict verdict = found(body, whole, CheckStatus.L7RSP, words);
        return verdict.outcome() == Verdict.Outcome.GOOD ? good(response.status()) : verdict;
    }

    private String words(String usual) {
        return expect.onError() == null ? usual : values.text(expect.onError());
    }

    private Verdict good(int usualCode) {
        String usual = script.kind() == Kind.TCP ? "(tcp-check)" : "";
        return Verdict.good(
                CheckStatus.valueOf(expect.okStatus()),
                code(usualCode),
                expect.onSuccess() == null ? usual : values.text(expect.onSuccess()));
    }

    private Verdict bad(CheckStatus usual, String info, int usualCode) {
        return Verdict.bad(
                error(usual), code(usualCode), line.comment() == null ? info : info + " comment: " + line.comment());
    }

    private CheckStatus error(CheckStatus usual) {
        return expect.errorStatus() == null ? usual : CheckStatus.valueOf(expect.errorStatus());
    }

    private int code(int usual) {
        return expect.statusCode() == null ? usual : values.number(expect.statusCode());
    }
}
