package io.epochgateway.runtimeapi.command;

import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Traffic;
import io.epochgateway.stats.Wait;
import java.util.List;

/**
 * Writes what passed through a proxy or a server into its row. Columns that mean nothing for it stay empty, as in
 * HAProxy.
 *
 * @param http whether requests are understood
 */
record TrafficCells(StatRow row, Traffic traffic, boolean http) {

    private static final List<Counter> OF_ALL = List.of(Counter.STOT, Counter.BIN, Counter.BOUT, Counter.DRESP);
    private static final List<Counter> OF_FRONTENDS = List.of(
            Counter.DREQ, Counter.EREQ, Counter.REQ_TOT, Counter.CONN_TOT, Counter.DCON, Counter.DSES, Counter.WREW);
    private static final List<Counter> BEHIND = List.of(
            Counter.ECON,
            Counter.ERESP,
            Counter.WRETR,
            Counter.WREDIS,
            Counter.LBTOT,
            Counter.CLI_ABRT,
            Counter.SRV_ABRT,
            Counter.WREW,
            Counter.CONNECT,
            Counter.REUSE);
    private static final List<Counter> RESPONSES = List.of(
            Counter.HRSP_1XX,
            Counter.HRSP_2XX,
            Counter.HRSP_3XX,
            Counter.HRSP_4XX,
            Counter.HRSP_5XX,
            Counter.HRSP_OTHER);

    void ofFrontend() {
        ofAll();
        counts(OF_FRONTENDS);
        row.set("scur", traffic.sessions().now());
        row.set("smax", traffic.sessions().max());
        row.set("conn_rate", traffic.sessionRate().now());
        row.set("conn_rate_max", traffic.sessionRate().max());
        row.set("req_rate", traffic.requestRate().now());
        row.set("req_rate_max", traffic.requestRate().max());
        compression();
        if (http) {
            count(Counter.INTERCEPTED);
            row.set("cache_lookups", 0);
            row.set("cache_hits", 0);
            row.set("h1sess", traffic.count(Counter.CONN_TOT));
            row.set("h1req", traffic.count(Counter.REQ_TOT));
        } else {
            row.set("sess_other", traffic.count(Counter.CONN_TOT));
        }
    }

    void ofBackend() {
        behind();
        count(Counter.DREQ);
        row.set("scur", traffic.sessions().now());
        row.set("smax", traffic.sessions().max());
        compression();
        if (http) {
            row.set("cache_lookups", 0);
            row.set("cache_hits", 0);
        }
    }

    void ofServer() {
        behind();
        row.set("smax", traffic.sessions().max());
    }

    private void behind() {
        ofAll();
        counts(BEHIND);
        row.set("qmax", traffic.queue().max());
        row.set("lastsess", traffic.secondsSinceSession());
        for (Wait wait : Wait.values()) {
            row.set(wait.column(), traffic.average(wait));
            row.set(wait.column() + "_max", traffic.longest(wait));
        }
        if (http) {
            count(Counter.REQ_TOT);
        }
    }

    private void ofAll() {
        counts(OF_ALL);
        count(Counter.EINT);
        row.set("rate", traffic.sessionRate().now());
        row.set("rate_max", traffic.sessionRate().max());
        row.set("reqbin", traffic.count(Counter.BIN));
        row.set("resbout", traffic.count(Counter.BOUT));
        if (http) {
            counts(RESPONSES);
        }
    }

    private void compression() {
        for (String column : List.of("comp_in", "comp_out", "comp_byp", "comp_rsp")) {
            row.set(column, 0);
        }
    }

    private void counts(List<Counter> counters) {
        counters.forEach(this::count);
    }

    private void count(Counter counter) {
        row.set(counter.column(), traffic.count(counter));
    }
}
