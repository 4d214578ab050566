package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogFormat;
import io.epochgateway.definition.LogTarget;
import io.epochgateway.definition.Mode;
import org.jspecify.annotations.Nullable;

/** Reads what a frontend logs. */
final class LogGrammar {

    private LogGrammar() {}

    /**
     * Of a frontend.
     *
     * @param frontend its own settings and those of the defaults
     */
    static LogDefinition read(Settings frontend, Mode mode) {
        Settings option = frontend.get(OptionKeywords.OPTION, Settings.NONE);
        return new LogDefinition(
                format(frontend, option, mode),
                option.get(OptionKeywords.DONTLOGNULL),
                option.get(OptionKeywords.DONTLOG_NORMAL),
                option.get(OptionKeywords.LOG_SEPARATE_ERRORS),
                option.get(OptionKeywords.LOGASAP));
    }

    private static LogFormat format(Settings frontend, Settings option, Mode mode) {
        LogTarget target = frontend.find(Keywords.LOG);
        if (target == LogTarget.FALSE) {
            return LogFormat.NONE;
        }
        boolean http = option.get(OptionKeywords.HTTPLOG);
        boolean tcp = option.get(OptionKeywords.TCPLOG);
        if (http && tcp) {
            // what the proxy says itself goes over what the defaults say
            String own = frontend.property();
            tcp = isOf(own, option.setting(OptionKeywords.TCPLOG))
                    && !isOf(own, option.setting(OptionKeywords.HTTPLOG));
        }
        if (http && !tcp) {
            // HAProxy, too, takes the one for the other where there are no requests
            return mode == Mode.HTTP ? LogFormat.HTTPLOG : LogFormat.TCPLOG;
        }
        if (tcp) {
            return LogFormat.TCPLOG;
        }
        return target == LogTarget.GLOBAL ? LogFormat.CONNECT : LogFormat.NONE;
    }

    private static boolean isOf(String proxy, @Nullable Setting<Boolean> option) {
        return option != null && option.property().startsWith(proxy + ".");
    }
}
