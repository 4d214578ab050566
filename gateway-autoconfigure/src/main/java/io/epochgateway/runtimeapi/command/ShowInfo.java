package io.epochgateway.runtimeapi.command;

import com.sun.management.UnixOperatingSystemMXBean;
import io.epochgateway.definition.Level;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.runtimeapi.Arguments;
import io.epochgateway.runtimeapi.Command;
import io.epochgateway.runtimeapi.Reply;
import io.epochgateway.stats.Counter;
import io.epochgateway.stats.Rate;
import io.epochgateway.stats.Traffic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shows the figures of the process under HAProxy's names; 0 stands for what isn't counted. */
final class ShowInfo implements Command {

    /** In HAProxy's order. */
    static final List<String> FIELDS = List.of("""
            Name,Version,Release_date,Nbthread,Nbproc,Process_num,Pid,Uptime,Uptime_sec,Memmax_MB,PoolAlloc_MB,PoolUsed_MB,
            PoolFailed,Ulimit-n,Maxsock,Maxconn,Hard_maxconn,CurrConns,CumConns,CumReq,MaxSslConns,CurrSslConns,CumSslConns,
            Maxpipes,PipesUsed,PipesFree,ConnRate,ConnRateLimit,MaxConnRate,SessRate,SessRateLimit,MaxSessRate,SslRate,
            SslRateLimit,MaxSslRate,SslFrontendKeyRate,SslFrontendMaxKeyRate,SslFrontendSessionReuse_pct,SslBackendKeyRate,
            SslBackendMaxKeyRate,SslCacheLookups,SslCacheMisses,CompressBpsIn,CompressBpsOut,CompressBpsRateLim,Tasks,
            Run_queue,Idle_pct,node,Stopping,Jobs,Unstoppable Jobs,Listeners,ActivePeers,ConnectedPeers,DroppedLogs,
            BusyPolling,FailedResolutions,TotalBytesOut,TotalSplicedBytesOut,BytesOutRate,DebugCommandsIssued,CumRecvLogs,
            Build info,Memmax_bytes,PoolAlloc_bytes,PoolUsed_bytes,Start_time_sec,Tainted,TotalWarnings,MaxconnReached,
            BootTime_ms,Niced_tasks,CurrStreams,CumStreams,BlockedTrafficWarnings,PatternsAdded,PatternsFreed,
            NbThreadGroups""".replace("\n", "").split(","));

    private final Gateway gateway;
    private final GatewayLoopResources loops;

    ShowInfo(Gateway gateway, GatewayLoopResources loops) {
        this.gateway = gateway;
        this.loops = loops;
    }

    @Override
    public String words() {
        return "show info";
    }

    @Override
    public Level level() {
        return Level.USER;
    }

    @Override
    public String help() {
        return "show the figures of the process";
    }

    @Override
    public void run(Arguments arguments, Reply reply) throws IOException {
        Map<String, Object> known = known();
        for (String field : FIELDS) {
            reply.line(field + ": " + known.getOrDefault(field, 0));
        }
    }

    private Map<String, Object> known() {
        RuntimeMXBean process = ManagementFactory.getRuntimeMXBean();
        Duration uptime = Duration.ofMillis(process.getUptime());
        int sessions = gateway.sessions();
        Rate connections = gateway.traffic().sessionRate();
        int listeners = gateway.frontends().stream()
                .mapToInt(frontend -> frontend.addresses().size())
                .sum();
        boolean stopping = gateway.frontends().stream()
                .anyMatch(frontend -> frontend.sessions().draining());
        Map<String, Object> known = new HashMap<>();
        known.put("Name", "Epoch Gateway");
        known.put("Version", Version.OF_THE_GATEWAY);
        known.put("Release_date", "");
        known.put("Build info", Version.OF_THE_GATEWAY);
        known.put("Nbthread", loops.loops().size());
        known.put("Nbproc", 1);
        known.put("Process_num", 1);
        known.put("Pid", process.getPid());
        known.put("Uptime", text(uptime));
        known.put("Uptime_sec", uptime.toSeconds());
        known.put("Start_time_sec", process.getStartTime() / 1000);
        known.put("Memmax_MB", Runtime.getRuntime().maxMemory() >> 20);
        known.put("Memmax_bytes", Runtime.getRuntime().maxMemory());
        known.put("Ulimit-n", mostFds());
        known.put("Maxsock", mostFds());
        known.put("CurrConns", sessions);
        known.put("CumConns", gateway.traffic().count(Counter.STOT));
        known.put("CumReq", ofFrontends(Counter.REQ_TOT));
        known.put("ConnRate", connections.now());
        known.put("MaxConnRate", connections.max());
        known.put("SessRate", connections.now());
        known.put("MaxSessRate", connections.max());
        known.put("TotalBytesOut", ofFrontends(Counter.BOUT));
        known.put("DroppedLogs", gateway.droppedLogs());
        known.put("CurrStreams", ofBackends(backend -> backend.sessions().now()));
        known.put("CumStreams", ofBackends(backend -> backend.count(Counter.STOT)));
        known.put("Listeners", listeners);
        known.put("Jobs", sessions + listeners);
        known.put("Stopping", stopping ? 1 : 0);
        known.put("node", node());
        known.put("NbThreadGroups", 1);
        return known;
    }

    private long ofFrontends(Counter counter) {
        return gateway.frontends().stream()
                .mapToLong(frontend -> frontend.traffic().count(counter))
                .sum();
    }

    private long ofBackends(ToLongFunction<Traffic> figure) {
        return gateway.backends().stream()
                .mapToLong(backend -> figure.applyAsLong(backend.traffic()))
                .sum();
    }

    private static String text(Duration uptime) {
        return "%dd %dh%02dm%02ds"
                .formatted(uptime.toDays(), uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }

    private static long mostFds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
