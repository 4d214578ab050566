package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.autoconfigure.grammar.CaptureLine.Capture;
import io.epochgateway.autoconfigure.grammar.CaptureLine.Of;
import io.epochgateway.autoconfigure.grammar.LogLine.Destination;
import io.epochgateway.autoconfigure.grammar.LogLine.Global;
import io.epochgateway.autoconfigure.grammar.LogLine.Logger;
import io.epochgateway.autoconfigure.grammar.LogLine.None;
import io.epochgateway.autoconfigure.grammar.LogLine.Syslog;
import io.epochgateway.definition.CaptureDefinition;
import io.epochgateway.definition.CaptureDefinition.Part;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.LogPatterns;
import io.epochgateway.definition.LogPatterns.Pattern;
import io.epochgateway.definition.LogTargets;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.UniqueIdDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a frontend logs. */
final class LogGrammar {

    private static final List<Destination> LOGGER = List.of(new Logger());

    private LogGrammar() {}

    /** Of a frontend: its own settings, those of the defaults and those of the section {@code global}. */
    static LogDefinition read(Settings proxy, Settings defaults, Settings global, Mode mode) {
        Settings frontend = proxy.over(defaults);
        Settings option = frontend.get(OptionKeywords.OPTION, Settings.NONE);
        LogTargets targets = targets(proxy, defaults, global);
        return new LogDefinition(
                format(frontend, option, mode, targets),
                option.get(OptionKeywords.DONTLOGNULL),
                option.get(OptionKeywords.DONTLOG_NORMAL),
                option.get(OptionKeywords.LOG_SEPARATE_ERRORS),
                option.get(OptionKeywords.LOGASAP),
                new LogPatterns(
                        pattern(frontend, LogKeywords.LOG_FORMAT),
                        pattern(frontend, LogKeywords.ERROR_LOG_FORMAT),
                        pattern(frontend, LogKeywords.LOG_FORMAT_SD)),
                captures(frontend),
                targets,
                uniqueId(frontend));
    }

    private static LogTargets targets(Settings proxy, Settings defaults, Settings global) {
        List<Destination> places = places(proxy, defaults);
        Settings frontend = proxy.over(defaults);
        String hostname = global.find(LogKeywords.LOG_SEND_HOSTNAME);
        List<Destination> all = new ArrayList<>();
        for (Destination place : places) {
            all.addAll(place instanceof Global ? global.get(LogKeywords.GLOBAL_LOG, LOGGER) : List.of(place));
        }
        Setting<List<Destination>> written = frontend.setting(LogKeywords.LOG);
        return new LogTargets(
                written == null ? LogTargets.LOGGER.property() : written.property(),
                written == null || all.contains(new Logger()),
                all.stream()
                        .filter(Syslog.class::isInstance)
                        .map(place -> ((Syslog) place).target())
                        .distinct()
                        .toList(),
                frontend.get(LogKeywords.LOG_TAG, global.get(LogKeywords.LOG_TAG, LogTargets.LOGGER.tag())),
                hostname);
    }

    /** What a proxy names comes after what the defaults name, and {@code false} lets go of all before it. */
    private static List<Destination> places(Settings proxy, Settings defaults) {
        List<Destination> named = new ArrayList<>(defaults.get(LogKeywords.LOG, List.of()));
        named.addAll(proxy.get(LogKeywords.LOG, List.of()));
        return named.subList(named.lastIndexOf(new None()) + 1, named.size()).stream()
                .distinct()
                .toList();
    }

    private static LogFormat format(Settings frontend, Settings option, Mode mode, LogTargets targets) {
        if (!targets.logger() && targets.syslog().isEmpty()) {
            return LogFormat.NONE;
        }
        // what the proxy says itself goes over what the defaults say
        LogFormat own = wanted(frontend, option, frontend.property() + ".");
        LogFormat format = own != LogFormat.NONE ? own : wanted(frontend, option, "");
        if (format == LogFormat.NONE) {
            return frontend.setting(LogKeywords.LOG) != null ? LogFormat.CONNECT : LogFormat.NONE;
        }
        // HAProxy, too, takes the one for the other where there are no requests
        return mode == Mode.HTTP || format == LogFormat.CUSTOM ? format : LogFormat.TCPLOG;
    }

    /** Of what is written somewhere, the one that says most. */
    private static LogFormat wanted(Settings frontend, Settings option, String place) {
        if (isWritten(frontend.setting(LogKeywords.LOG_FORMAT), place)) {
            return LogFormat.CUSTOM;
        }
        if (option.get(LogKeywords.HTTPSLOG) && isWritten(option.setting(LogKeywords.HTTPSLOG), place)) {
            return LogFormat.HTTPSLOG;
        }
        Switched httplog = option.get(LogKeywords.HTTPLOG, Switched.OFF);
        if (httplog.on() && isWritten(option.setting(LogKeywords.HTTPLOG), place)) {
            return httplog.words().get(LogKeywords.CLF) ? LogFormat.HTTPLOG_CLF : LogFormat.HTTPLOG;
        }
        boolean tcplog = option.get(LogKeywords.TCPLOG) && isWritten(option.setting(LogKeywords.TCPLOG), place);
        return tcplog ? LogFormat.TCPLOG : LogFormat.NONE;
    }

    private static boolean isWritten(@Nullable Setting<?> setting, String place) {
        return setting != null && setting.property().startsWith(place);
    }

    private static @Nullable Pattern pattern(Settings frontend, Keyword<String> keyword) {
        Setting<String> setting = frontend.setting(keyword);
        return setting == null ? null : new Pattern(setting.property(), setting.value());
    }

    private static CaptureDefinition captures(Settings frontend) {
        List<Capture> all = new ArrayList<>(frontend.get(LogKeywords.CAPTURE, List.of()));
        all.addAll(frontend.get(LogKeywords.DECLARE, List.of()));
        List<Part> cookies = parts(all, Of.COOKIE);
        if (cookies.size() > 1) {
            throw new DefinitionException(
                    frontend.property() + ".capture",
                    cookies.get(1).name(),
                    "only one cookie can be captured",
                    "Leave all but one of them out.");
        }
        return new CaptureDefinition(
                parts(all, Of.REQUEST), parts(all, Of.RESPONSE), cookies.isEmpty() ? null : cookies.getFirst());
    }

    private static List<Part> parts(List<Capture> captures, Of of) {
        return captures.stream()
                .filter(capture -> capture.of() == of)
                .map(Capture::part)
                .toList();
    }

    private static @Nullable UniqueIdDefinition uniqueId(Settings frontend) {
        Pattern format = pattern(frontend, LogKeywords.UNIQUE_ID_FORMAT);
        String header = frontend.find(LogKeywords.UNIQUE_ID_HEADER);
        if (format != null) {
            return new UniqueIdDefinition(format, header);
        }
        Setting<String> alone = frontend.setting(LogKeywords.UNIQUE_ID_HEADER);
        if (alone != null) {
            throw new DefinitionException(
                    alone.property(),
                    alone.value(),
                    "without unique-id-format, requests have no name",
                    "Add unique-id-format, for example '%{+X}o %ci:%cp_%fi:%fp_%Ts_%rt:%pid'.");
        }
        return null;
    }
}
