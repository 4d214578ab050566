package io.epochgateway.runtimeapi.command;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.Mode;
import io.epochgateway.engine.Gateway;
import io.epochgateway.proxy.Backend;
import io.epochgateway.proxy.Frontend;
import io.epochgateway.server.Condition;
import io.epochgateway.server.Operation;
import io.epochgateway.server.Server;
import io.epochgateway.server.ServerState;
import io.epochgateway.server.check.CheckReport;
import io.epochgateway.server.check.CheckResult;
import io.epochgateway.server.check.CheckStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One line of the statistics: a value for each of HAProxy's columns, empty where there is none. */
final class StatRow {

    /** HAProxy's 119 static columns. */
    private static final List<String> COLUMNS = List.of("""
            pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,
            chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,rate_max,
            check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate,
            req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,
            rtime,ttime,agent_status,agent_code,agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,
            agent_rise,agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,intercepted,dcon,dses,
            wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,ctime_max,rtime_max,ttime_max,eint,
            idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,uweight,agg_server_status,agg_server_check_status,
            agg_check_status,srid,sess_other,h1sess,h2sess,h3sess,req_other,h1req,h2req,h3req,proto,priv_idle_cur,reqbin,
            reqbout,resbin,resbout,cache_hint_hits""".replace("\n", "").split(","));

    /** Behind it HAProxy has columns that come and go with its modules; we have none. */
    private static final String END_OF_STATIC = ",-,";

    static final String HEADER = "# " + String.join(",", COLUMNS) + END_OF_STATIC;

    /** HAProxy numbers its proxies from 2: 1 is its own. */
    private static final int FIRST_PROXY = 2;

    private final String[] values = new String[COLUMNS.size()];

    private StatRow(String proxy, String name, int type, int iid, int sid) {
        Arrays.fill(values, "");
        set("pxname", proxy);
        set("svname", name);
        set("type", type);
        set("pid", 1);
        set("iid", iid);
        set("sid", sid);
    }

    /** All of them in the order of the configuration: frontend, servers, backend. */
    static List<StatRow> all(Gateway gateway) {
        // both halves of a listen have one property, and are one proxy
        Set<String> proxies = new LinkedHashSet<>();
        gateway.frontends()
                .forEach(frontend -> proxies.add(frontend.definition().property()));
        gateway.backends().forEach(backend -> proxies.add(backend.definition().property()));
        List<StatRow> rows = new ArrayList<>();
        int iid = FIRST_PROXY;
        for (String proxy : proxies) {
            for (Frontend frontend : gateway.frontends()) {
                if (frontend.definition().property().equals(proxy)) {
                    rows.add(of(frontend, iid));
                }
            }
            for (Backend backend : gateway.backends()) {
                if (backend.definition().property().equals(proxy)) {
                    addAll(backend, iid, rows);
                }
            }
            iid++;
        }
        return rows;
    }

    private static StatRow of(Frontend frontend, int iid) {
        FrontendDefinition definition = frontend.definition();
        StatRow row = new StatRow(definition.name(), "FRONTEND", 0, iid, 0);
        new TrafficCells(row, frontend.traffic(), definition.mode() == Mode.HTTP).ofFrontend();
        int maxconn = definition.limits().maxconn();
        row.set("slim", maxconn == 0 ? "" : maxconn);
        row.set("rate_lim", definition.limits().sessionRate());
        row.set("status", frontend.isShutDown() ? "STOP" : "OPEN");
        row.set("mode", word(definition.mode()));
        return row;
    }

    private static void addAll(Backend backend, int iid, List<StatRow> rows) {
        for (Server server : backend.servers().servers()) {
            rows.add(of(server, backend.definition(), iid));
        }
        rows.add(of(backend, iid));
    }

    /** The number of a backend's proxy. */
    static int number(Gateway gateway, Backend backend) {
        return all(gateway).stream()
                .filter(row -> row.get("pxname").equals(backend.name())
                        && row.get("svname").equals("BACKEND"))
                .mapToInt(row -> Integer.parseInt(row.get("iid")))
                .findFirst()
                .orElseThrow();
    }

    private static StatRow of(Server server, BackendDefinition backend, int iid) {
        Server tracked = server.tracked();
        int maxconn = server.maxconn();
        int maxqueue = server.definition().maxqueue();
        boolean backup = server.definition().backup();
        StatRow row = new StatRow(backend.name(), server.name(), 2, iid, server.id());
        new TrafficCells(row, server.traffic(), backend.mode() == Mode.HTTP).ofServer();
        row.set("qcur", server.queued());
        row.set("scur", server.served());
        row.set("slim", maxconn == 0 ? "" : maxconn);
        row.set("status", StatusText.of(server));
        row.set("weight", weightNow(server.condition()));
        row.set("uweight", server.condition().weight());
        row.set("throttle", throttle(server.condition()));
        row.set("tracked", tracked == null ? "" : tracked.proxy() + "/" + tracked.name());
        row.set("lastchg", seconds(server.condition()));
        row.set("act", backup ? 0 : 1);
        row.set("bck", backup ? 1 : 0);
        row.set("qlimit", maxqueue == 0 ? "" : maxqueue);
        row.set("addr", FdLine.text(server.address()));
        row.set("mode", word(backend.mode()));
        row.set("srv_icur", server.pool().size());
        int proven = server.pool().proven();
        row.set("idle_conn_cur", Math.max(server.pool().size() - proven, 0));
        row.set("safe_conn_cur", proven);
        row.set("used_conn_cur", server.served());
        row.set("need_conn_est", server.pool().estimate());
        if (backend.http().cookie() != null && server.definition().cookie() != null) {
            row.set("cookie", server.definition().cookie());
        }
        if (server.definition().check() != null) {
            row.setCheck(server.check());
            row.set("hanafail", server.definition().states().observe() == null ? "" : server.alarms());
        }
        if (server.agent().enabled()) {
            row.setAgent(server.agent());
        }
        return row;
    }

    /** Of a server that is starting, in whole units. */
    private static int weightNow(Condition condition) {
        return Math.ceilDiv(condition.weight() * condition.parts(), Server.WEIGHT_SCALE);
    }

    /** How much of its share a server that is starting has, in percent. */
    private static Object throttle(Condition condition) {
        return condition.operation() == Operation.STARTING && condition.state() == ServerState.UP
                ? (100 * condition.parts() + Server.WEIGHT_SCALE - 1) / Server.WEIGHT_SCALE
                : "";
    }

    private void setAgent(CheckReport agent) {
        CheckResult last = agent.last();
        set("agent_status", (agent.running() ? "* " : "") + last.status());
        set("agent_code", last.status().hasCode() ? last.code() : "");
        set("agent_duration", last.status() == CheckStatus.INI ? "" : last.millis());
        set("last_agt", last.info());
        set("agent_desc", last.status().description());
        set("agent_rise", agent.count().rise());
        set("agent_fall", agent.count().fall());
        set("agent_health", agent.count().count());
    }

    private void setCheck(CheckReport check) {
        CheckResult last = check.last();
        set("chkfail", check.failures());
        set("chkdown", check.downs());
        set("check_status", (check.running() ? "* " : "") + last.status());
        set("check_code", last.status().hasCode() ? last.code() : "");
        set("check_duration", last.status() == CheckStatus.INI || last.millis() < 0 ? "" : last.millis());
        set("last_chk", last.printableInfo());
        set("check_desc", last.status().description());
        set("check_rise", check.count().rise());
        set("check_fall", check.count().fall());
        set("check_health", check.count().count());
    }

    private static long seconds(Condition condition) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - condition.sinceNanos());
    }

    private static StatRow of(Backend backend, int iid) {
        BackendDefinition definition = backend.definition();
        List<Server> enabled = backend.servers().servers().stream()
                .filter(server -> server.effectiveWeight() > 0)
                .toList();
        List<Server> active =
                enabled.stream().filter(server -> !server.definition().backup()).toList();
        StatRow row = new StatRow(definition.name(), "BACKEND", 1, iid, 0);
        new TrafficCells(row, backend.traffic(), definition.mode() == Mode.HTTP).ofBackend();
        row.set("qcur", backend.servers().queued());
        boolean empty = backend.servers().servers().isEmpty();
        row.set("status", empty || backend.servers().isUsable() ? "UP" : "DOWN");
        row.set("weight", weight(active.isEmpty() ? used(definition, enabled) : active));
        row.set("uweight", row.get("weight"));
        row.set("act", active.size());
        row.set("bck", enabled.size() - active.size());
        row.set("mode", word(definition.mode()));
        row.set("algo", definition.balance().algorithm().word());
        if (definition.http().cookie() != null) {
            row.set("cookie", definition.http().cookie().name());
        }
        return row;
    }

    /** Those of the backups that take the traffic of a backend without an active server. */
    private static List<Server> used(BackendDefinition backend, List<Server> backups) {
        return backend.balance().allBackups()
                ? backups
                : backups.stream().limit(1).toList();
    }

    private static int weight(List<Server> servers) {
        return servers.stream().mapToInt(server -> server.condition().weight()).sum();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void set(String column, Object value) {
        values[COLUMNS.indexOf(column)] = value.toString();
    }

    String get(String column) {
        return values[COLUMNS.indexOf(column)];
    }

    String csv() {
        return Arrays.stream(values).map(StatRow::quoted).collect(Collectors.joining(",")) + END_OF_STATIC;
    }

    private static String quoted(String value) {
        return value.indexOf(',') < 0 && value.indexOf('"') < 0 ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
