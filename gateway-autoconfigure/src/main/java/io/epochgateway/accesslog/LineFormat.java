package io.epochgateway.accesslog;

import io.epochgateway.definition.LogDefinition;

/** Makes a line of what is known of a stream. Event loop only. */
sealed interface LineFormat permits HttpLine, TcpLine, ConnectLine, EmbryonicLine {

    void write(LineWriter line, Dates dates, LoggedStream stream);

    static LineFormat of(LogDefinition log, boolean http) {
        return switch (log.format()) {
            case HTTPLOG -> new HttpLine(log.logasap());
            case TCPLOG -> new TcpLine(log.logasap());
            case CONNECT -> new ConnectLine(http);
            case NONE -> throw new IllegalArgumentException("no log");
        };
    }
}
