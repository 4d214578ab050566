package io.epochgateway.accesslog;

import io.epochgateway.definition.LogDefinition;
import io.epochgateway.definition.LogPatterns.Pattern;
import java.util.Objects;

/** Makes a line of what is known of a stream. Event loop only. */
sealed interface LineFormat permits HttpLine, HttpsLine, TcpLine, ConnectLine, EmbryonicLine, CustomLine {

    /** HAProxy's {@code option httplog clf}, in its own words. */
    String CLF = "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc "
            + "%ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl";

    void write(LineWriter line, Dates dates, LoggedStream stream);

    /**
     * Of what a frontend logs at the end of a stream.
     *
     * @throws io.epochgateway.definition.DefinitionException if it is no log-format string
     */
    static LineFormat of(LogDefinition log, Surroundings around) {
        return switch (log.format()) {
            case HTTPLOG -> new HttpLine(log.logasap());
            case HTTPSLOG -> new HttpsLine(new HttpLine(log.logasap()));
            case HTTPLOG_CLF -> CustomLine.of(new Pattern("option", CLF), around);
            case TCPLOG -> new TcpLine(log.logasap());
            case CONNECT -> new ConnectLine(around.http());
            case CUSTOM -> CustomLine.of(Objects.requireNonNull(log.patterns().line()), around);
            case NONE -> throw new IllegalArgumentException("no log");
        };
    }
}
