package io.epochgateway.runtimeapi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.counter.EventCounters;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.runtimeapi.Cli;
import io.epochgateway.runtimeapi.RuntimeApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The commands on a running gateway: a session in mode tcp that a server has accepted. */
@Timeout(60)
class GatewayCommandsTests {

    @TempDir
    private Path directory;

    private ServerSocket server;
    private GatewayLoopResources loops;
    private Gateway gateway;
    private RuntimeApi api;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void aSessionIsOpen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        GatewayDefinition definition = definition();
        loops = GatewayLoopResources.create("test", 2);
        gateway = Gateway.start(definition, loops);
        api = RuntimeApi.open(definition.global().stats(), GatewayCommands.of(gateway, loops));
        client = new Socket(
                InetAddress.getLoopbackAddress(),
                gateway.addresses("p2").getFirst().getPort());
        accepted = server.accept();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        client.close();
        accepted.close();
        server.close();
        api.close();
        gateway.stop(Duration.ofSeconds(5));
        loops.close();
    }

    private GatewayDefinition definition() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("gateway.global.stats.socket[0]", directory.resolve("admin") + " level admin mode 600");
        properties.put("gateway.global.stats.socket[1]", directory.resolve("operator"));
        properties.put("gateway.global.stats.socket[2]", directory.resolve("user") + " level user");
        properties.put("gateway.listen.p2.bind", "127.0.0.1:0");
        properties.put("gateway.listen.p2.server.s1", "127.0.0.1:" + server.getLocalPort() + " maxconn 4");
        properties.put("gateway.listen.p2.server.s2", "127.0.0.1:1 disabled");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return GatewayGrammar.read(environment);
    }

    private String ask(String level, String line) throws IOException {
        return Cli.ask(directory.resolve(level), line + "\n");
    }

    @Test
    void theStatisticsHaveHaproxysColumnsAndWhatIsKnown() throws IOException {
        List<String> lines = ask("user", "show stat").lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst())
                .startsWith("# pxname,svname,qcur,qmax,scur,")
                .endsWith(",cache_hint_hits,-,");
        assertThat(lines.subList(0, 5)).allMatch(line -> line.split(",", -1).length == 121);
        assertThat(row(lines, 1))
                .containsEntry("svname", "FRONTEND")
                .containsEntry("scur", "1")
                .containsEntry("status", "OPEN")
                .containsEntry("type", "0")
                .containsEntry("mode", "tcp");
        assertThat(row(lines, 2))
                .containsEntry("svname", "s1")
                .containsEntry("scur", "1")
                .containsEntry("slim", "4")
                .containsEntry("status", "no check")
                .containsEntry("addr", "127.0.0.1:" + server.getLocalPort())
                .containsEntry("sid", "1");
        assertThat(row(lines, 3)).containsEntry("svname", "s2").containsEntry("status", "MAINT");
        assertThat(row(lines, 4))
                .containsEntry("svname", "BACKEND")
                .containsEntry("scur", "1")
                .containsEntry("qcur", "0")
                .containsEntry("status", "UP")
                .containsEntry("algo", "random");
    }

    private static Map<String, String> row(List<String> lines, int line) {
        String[] names = lines.getFirst().substring(2).split(",");
        String[] values = lines.get(line).split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], values[i]);
        }
        return row;
    }

    @Test
    void theStatisticsCanBeNarrowed() throws IOException {
        assertThat(names(ask("user", "show stat p2 4 -1"))).containsExactly("s1", "s2");
        assertThat(names(ask("user", "show stat 2 4 1"))).containsExactly("s1");
        assertThat(names(ask("user", "show stat -1 3 -1"))).containsExactly("FRONTEND", "BACKEND");
        assertThat(names(ask("user", "show stat no-maint"))).doesNotContain("s2");
        assertThat(ask("user", "show stat nope 1 1")).isEqualTo("No such proxy.\n\n");
    }

    private static List<String> names(String csv) {
        return csv.lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(",")[1])
                .toList();
    }

    @Test
    void theFiguresOfTheProcessHaveHaproxysNames() throws IOException {
        List<String> lines = ask("user", "show info").lines().toList();

        assertThat(lines)
                .startsWith("Name: Epoch Gateway")
                .contains(
                        "Nbthread: 2",
                        "CurrConns: 1",
                        "Listeners: 1",
                        "Stopping: 0",
                        "CumReq: 0",
                        "Pid: " + ProcessHandle.current().pid());
        assertThat(lines.stream().filter(line -> !line.isEmpty())).allMatch(line -> line.matches("[A-Za-z_ -]+: .*"));
    }

    @Test
    void everySessionIsALine() throws IOException {
        String line = ask("operator", "show sess");

        assertThat(line)
                .matches("0x[0-9a-f]{8}: proto=tcpv4 src=127\\.0\\.0\\.1:" + client.getLocalPort()
                        + " fe=p2 be=p2 srv=s1 requests=0.*\n\n");
        String id = line.substring(0, line.indexOf(':'));
        assertThat(ask("operator", "show sess " + id)).startsWith(id);
        assertThat(ask("operator", "show sess 0x1")).isEqualTo("Session not found.\n\n");
        assertThat(ask("user", "show sess")).isEqualTo("Permission denied\n\n");
    }

    @Test
    void everyFdIsALine() throws IOException {
        String all = ask("operator", "show fd");

        assertThat(all.lines().filter(line -> !line.isEmpty()))
                .hasSize(4)
                .allMatch(
                        line -> line.matches(" +\\d+ : st=0x[0-9a-f]{6}\\([hH][eE][oO][pP][iI] W:[sS][aA] R:[sS][aA]\\)"
                                + " owner=\\d+ gen=\\d+ tkov=0 kind=\\w+ evcnt=\\d+ age=\\d+s local=.*"));
        assertThat(kinds(all)).containsExactlyInAnyOrder("listener", "listener", "client", "server");
        assertThat(all)
                .contains(" remote=127.0.0.1:" + client.getLocalPort() + " fe=p2\n")
                .contains(" remote=127.0.0.1:" + server.getLocalPort() + " sv=p2/s1\n");
    }

    @Test
    void fdsCanBeChosenByKindAndNumber() throws IOException {
        assertThat(kinds(ask("operator", "show fd l"))).containsExactly("listener", "listener");
        assertThat(kinds(ask("operator", "show fd c"))).containsExactlyInAnyOrder("client", "server");
        assertThat(kinds(ask("operator", "show fd -l"))).containsExactlyInAnyOrder("client", "server");
        assertThat(kinds(ask("operator", "show fd c!f"))).containsExactly("server");
        assertThat(ask("operator", "show fd p")).isEqualTo("\n");
        String client = ask("operator", "show fd f");
        String number = client.strip().split(" ")[0];
        assertThat(kinds(ask("operator", "show fd " + number))).containsExactly("client");
        assertThat(ask("operator", "show fd 999999")).isEqualTo("\n");
        assertThat(ask("operator", "show fd x")).startsWith("Expects letters");
    }

    private static List<String> kinds(String lines) {
        return Arrays.stream(lines.split("\n"))
                .filter(line -> line.contains(" kind="))
                .map(line -> line.replaceAll(".* kind=(\\w+) .*", "$1"))
                .toList();
    }

    @Test
    void theEventCountersAreTheTableOfTheEndpoint() throws IOException {
        assertThat(ask("operator", "debug counters all")).isEqualTo(EventCounters.text(true, Set.of()) + "\n");
        assertThat(ask("operator", "debug counters")).startsWith("Count     Type Location function()");
        assertThat(ask("operator", "debug counters nonsense")).startsWith("Expects an optional action");
        for (String action : List.of("reset", "on", "off")) {
            assertThat(ask("operator", "debug counters " + action)).isEqualTo("Permission denied\n\n");
        }
        assertThat(ask("user", "debug counters")).isEqualTo("Permission denied\n\n");
    }

    @Test
    void anAdminSwitchesAndResetsTheEventCounters() throws IOException {
        try {
            assertThat(ask("admin", "debug counters all cnt off"))
                    .contains(" CNT ")
                    .doesNotContain(" BUG ");
            assertThat(EventCounters.enabled()).isFalse();
        } finally {
            assertThat(ask("admin", "debug counters on")).startsWith("Count");
        }
        assertThat(EventCounters.enabled()).isTrue();
        assertThat(ask("admin", "debug counters reset")).isEqualTo("\n");
    }

    @Test
    void theEnvironmentIsForOperators() throws IOException {
        assertThat(ask("operator", "show env PATH")).isEqualTo("PATH=" + System.getenv("PATH") + "\n\n");
        assertThat(ask("operator", "show env")).contains("PATH=");
        assertThat(ask("operator", "show env NO_SUCH_VARIABLE")).isEqualTo("Variable not found\n\n");
        assertThat(ask("user", "show env")).isEqualTo("Permission denied\n\n");
    }

    @Test
    void theVersionIsALine() throws IOException {
        assertThat(ask("user", "show version")).matches("\\S+\n\n");
    }

    @Test
    void aGatewayThatStopsSaysSo() throws IOException {
        gateway.drain();
        await().untilAsserted(() -> assertThat(ask("user", "show info")).contains("Stopping: 1\n"));
        assertThat(ask("user", "show stat p2 1 -1")).contains(",STOP,");
    }

    @Test
    void aServersStateAndWeightAreChangedAndShown() throws IOException {
        assertThat(ask("admin", "show servers state p2"))
                .contains(" 1 s1 127.0.0.1 2 0 1 1 ", " 2 s2 127.0.0.1 0 5 1 1 ");
        assertThat(ask("admin", "set server p2/s1 state drain")).isBlank();
        assertThat(ask("admin", "show servers state p2")).contains(" 1 s1 127.0.0.1 2 8 1 1 ");
        assertThat(ask("admin", "set weight p2/s1 300%")).isBlank();
        assertThat(ask("admin", "get weight p2/s1")).startsWith("3 (initial 1)");
        assertThat(ask("admin", "disable server p2/#1")).isBlank();
        assertThat(ask("admin", "show stat p2 4 1")).contains(",MAINT,3,");
        assertThat(ask("admin", "enable server p2/s1")).isBlank();
        assertThat(ask("admin", "show stat p2 4 1")).contains(",no check,3,");
    }

    @Test
    void mistakesAboutServersAreAnsweredAsHaproxyDoes() throws IOException {
        assertThat(ask("admin", "set weight p2/s1 300"))
                .startsWith("Absolute weight can only be between 0 and 256 inclusive.");
        assertThat(ask("admin", "set weight p2/s1 abc")).startsWith("Empty weight string empty or preceded by garbage");
        assertThat(ask("admin", "set weight p2/s1")).startsWith("Require <weight> or <weight%>.");
        assertThat(ask("admin", "set server p2/s1 state foo"))
                .startsWith("'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        assertThat(ask("admin", "disable server p2/zz")).startsWith("No such server.");
        assertThat(ask("admin", "disable server zz/s1")).startsWith("No such backend.");
        assertThat(ask("admin", "disable server")).startsWith("Require 'backend/server'.");
        assertThat(ask("admin", "show servers state zz")).startsWith("Can't find backend.");
    }

    @Test
    void aFrontendListensNoMoreWhileItIsDisabled() throws IOException {
        InetSocketAddress address = gateway.addresses("p2").getFirst();
        assertThat(ask("admin", "disable frontend p2")).isBlank();
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                .isInstanceOf(ConnectException.class);
        accepted.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');

        assertThat(ask("admin", "enable frontend p2")).isBlank();
        new Socket(address.getAddress(), address.getPort()).close();
        assertThat(gateway.addresses("p2")).containsExactly(address);
    }

    @Test
    void aFrontendThatIsShutDownNeverListensAgain() throws IOException {
        InetSocketAddress address = gateway.addresses("p2").getFirst();
        assertThat(ask("admin", "disable frontend p2")).isBlank();
        assertThat(ask("admin", "shutdown frontend p2")).isBlank();
        assertThat(ask("admin", "enable frontend p2")).startsWith("Frontend was previously shut down");
        assertThat(ask("admin", "show stat p2 1 -1")).contains(",STOP,");
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                .isInstanceOf(ConnectException.class);
        accepted.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    @Test
    void aPortThatWasTakenMeanwhileIsNoMoreListenedOn() throws IOException {
        InetSocketAddress address = gateway.addresses("p2").getFirst();
        assertThat(ask("admin", "disable frontend p2")).isBlank();
        try (ServerSocket other = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThat(ask("admin", "enable frontend p2")).startsWith("Failed to resume frontend");
        }
        assertThat(ask("admin", "enable frontend p2")).isBlank();
        new Socket(address.getAddress(), address.getPort()).close();
    }

    @Test
    void aSessionIsEndedByItsId() throws IOException {
        String line = ask("admin", "show sess");
        assertThat(ask("admin", "shutdown session " + line.substring(0, line.indexOf(':'))))
                .isBlank();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        await().until(() -> ask("admin", "show sess").isBlank());
    }

    @Test
    void connectionsToServersAreCounted() throws IOException {
        assertThat(ask("user", "show servers conn").lines())
                .contains(
                        "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb"
                                + " idle_lim idle_cur idle_per_thr[2]",
                        "p2/s1 2/1 127.0.0.1 " + server.getLocalPort() + " - 5000 1 1 1 0 0 -1 0 0 0",
                        "p2/s2 2/2 127.0.0.1 1 - 5000 0 0 0 0 0 -1 0 0 0");
    }
}
