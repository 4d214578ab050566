package io.epochgateway.runtimeapi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.epochgateway.autoconfigure.grammar.GatewayGrammar;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.runtimeapi.Cli;
import io.epochgateway.runtimeapi.RuntimeApi;
import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What operators do to servers and frontends is answered in HAProxy's words, right or wrong. */
@Timeout(60)
class HaproxyRepliesTests {

    /** After each of them both sides are in the same state, so what is shown later is the same, too. */
    private static final String COMMANDS = """
            show servers state
            set server
            set server b
            set server b/
            set server /s1
            set server b/s1
            set server b/s1 nonsense
            set server b/s9 state ready
            set server c/s1 state ready
            set server b/s1 state
            set server b/s1 state up
            set server b/s1 state maint
            set server b/s1 state drain
            set server b/s1 state ready
            set server b/s3 state ready
            set server b/s1 weight
            set server b/s1 weight 5
            set server b/s1 weight 300
            set server b/s1 weight -1
            set server b/s1 weight 50%
            set server b/s1 weight abc
            set server b/s1 weight 5x
            set server b/s1 weight 500000%
            set server st/x weight 5
            set server st/x weight 0
            set server st/x weight 100%
            set weight b/s1 7
            set weight b/s1
            set weight
            get weight b/s1
            get weight b/s9
            get weight
            get weight st/x
            set server b/s1 health
            set server b/s1 health up
            set server b/s1 health stopping
            set server b/s1 health down
            set server b/s1 health left
            set server b/s2 health down
            set server b/s2 health up
            set server b/s4 health up
            set server b/s1 health up
            set server b/s1 agent
            set server b/s1 agent up
            set server b/s1 agent down
            set server b/s1 agent left
            set server b/s1 agent up
            set server b/s2 agent up
            set server b/s1 agent-addr
            set server b/s1 agent-addr 127.0.0.1
            set server b/s1 agent-addr nonsense..
            set server b/s2 agent-addr 127.0.0.1
            set server b/s1 agent-port
            set server b/s1 agent-port 19032
            set server b/s1 agent-port abc
            set server b/s1 agent-port 70000
            set server b/s1 agent-port 0
            set server b/s2 agent-port 5
            set server b/s1 agent-addr 127.0.0.1 port 19032
            set server b/s1 agent-addr 127.0.0.1 prt 19032
            set server b/s1 agent-send
            set server b/s1 agent-send hello
            set server b/s2 agent-send hello
            set server b/s1 check-addr
            set server b/s1 check-addr 127.0.0.2
            set server b/s1 check-addr ::1
            set server b/s1 check-addr nonsense..
            set server b/s1 check-addr 127.0.0.1 port 19031
            set server b/s1 check-addr 127.0.0.1 port
            set server b/s1 check-addr 127.0.0.1 prt 5
            set server b/s1 check-addr 127.0.0.1 port 99999
            set server b/s2 check-addr 127.0.0.1
            set server b/s1 check-port
            set server b/s1 check-port 19031
            set server b/s1 check-port abc
            set server b/s1 check-port 70000
            set server b/s1 check-port 0
            set server b/s2 check-port 5
            set server b/s2 addr
            set server b/s2 addr 127.0.0.1
            set server b/s2 addr 127.0.0.2
            set server b/s2 addr 127.0.0.2 port 19033
            set server b/s2 addr 127.0.0.2 port 19033
            set server b/s2 addr 127.0.0.1 port 19031
            set server b/s2 addr 127.0.0.1 port +5
            set server b/s2 addr 127.0.0.1 port abc
            set server b/s2 addr 127.0.0.1 prt 19031
            set server b/s2 addr localhost
            set server b/s2 addr nonsense..
            set server b/s2 addr ::1
            set server b/s2 addr 127.0.0.1
            set server b/s2 fqdn
            set server b/s2 fqdn localhost
            set server b/s2 ssl
            set server b/s2 ssl on
            set server b/s2 ssl off
            set server b/s2 ssl maybe
            set server b/s2 name z
            disable agent
            disable agent b/s1
            enable agent b/s1
            enable agent b/s2
            disable agent b/s2
            disable agent b/s9
            disable health b/s1
            enable health b/s1
            enable health b/s2
            disable health b/s2
            disable health b/s4
            enable health b/s4
            disable server b/s1
            enable server b/s1
            disable server b
            enable server
            disable server b/s9
            disable frontend front
            disable frontend front
            enable frontend front
            enable frontend front
            disable frontend nobody
            disable frontend
            enable frontend b
            disable frontend b
            shutdown frontend
            shutdown frontend b
            shutdown sessions server b/s1
            shutdown sessions server b/s9
            shutdown sessions server
            shutdown sessions server b
            shutdown session
            shutdown session 0x1
            shutdown session abc
            set maxconn server b/s1 3
            set maxconn server b/s1
            set maxconn server b/s1 abc
            set maxconn server b/s1 3x
            set maxconn server b/s9 3
            set maxconn server
            show backend
            set server b/#1 weight 9
            get weight b/#1
            get weight #3/#1
            get weight #2/s1
            shutdown frontend front
            shutdown frontend front
            enable frontend front
            disable frontend front
            show servers conn st
            show servers conn nobody
            show servers conn #4
            show servers state st
            show servers state nobody
            """;

    private static final List<String> SERVERS = List.of(
            "b/s1 weight 10 maxconn 5 check inter 100s agent-check agent-port @ agent-inter 100s",
            "b/s2 weight 20",
            "b/s3 disabled",
            "b/s4 track b/s1",
            "st/x weight 10");

    @TempDir
    private Path directory;

    private int front;

    @Test
    void asHaproxyDoes() throws IOException {
        front = Ports.free();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket agent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> sayUp(agent));
            List<String> theirs;
            try (HaproxyProcess haproxy = HaproxyProcess.start(directory, haproxyConfiguration(server, agent))) {
                theirs = replies(haproxy.socket());
            }
            GatewayDefinition definition = definition(server, agent);
            GatewayLoopResources loops = GatewayLoopResources.create("test", 1);
            Gateway gateway = Gateway.start(definition, loops);
            try (RuntimeApi api = RuntimeApi.open(definition.global().stats(), GatewayCommands.of(gateway, loops))) {
                assertThat(api).isNotNull();
                assertThat(String.join("\n", replies(directory.resolve("gateway.sock"))))
                        .isEqualTo(String.join("\n", theirs));
            } finally {
                gateway.stop(Duration.ZERO);
                loops.close();
            }
        }
    }

    private static void sayUp(ServerSocket agent) {
        try {
            while (true) {
                try (Socket asking = agent.accept()) {
                    asking.getOutputStream().write("up\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static List<String> replies(Path socket) {
        await().until(() ->
                Cli.ask(socket, "show servers state b\n").matches("(?s).* s1 .{5,20} 2 0 10 10 \\d+ 6 3 .*"));
        List<String> replies = new ArrayList<>();
        COMMANDS.lines().forEach(line -> {
            try {
                replies.add("> " + line + "\n" + told(Cli.ask(socket, line + "\n")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return replies;
    }

    /** Without the blank line at the end, which some of HAProxy's replies lack, and without times. */
    private static String told(String reply) {
        return reply.stripTrailing().replaceAll("(?m)^(\\d+ \\S+ \\d+ \\S+ \\S+ \\d \\d+ \\d+ \\d+) \\d+ ", "$1 * ");
    }

    private String haproxyConfiguration(ServerSocket server, ServerSocket agent) {
        StringBuilder text = new StringBuilder("""
                nbthread 1
                defaults
                  mode http
                  timeout client 5s
                  timeout server 5s
                  timeout connect 5s
                frontend front
                  bind 127.0.0.1:%d
                  default_backend b
                backend b
                  balance roundrobin
                backend st
                  balance static-rr
                """.formatted(front));
        for (String line : SERVERS) {
            String[] parts = line.split("[/ ]", 3);
            String word = "  server " + parts[1] + " 127.0.0.1:" + server.getLocalPort() + " "
                    + parts[2].replace("@", String.valueOf(agent.getLocalPort())) + "\n";
            int at = parts[0].equals("b") ? text.indexOf("backend st") : text.length();
            text.insert(at, word);
        }
        return text.toString();
    }

    private GatewayDefinition definition(ServerSocket server, ServerSocket agent) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("gateway.global.stats.socket", directory.resolve("gateway.sock") + " level admin");
        properties.put("gateway.frontend.front.bind", "127.0.0.1:" + front);
        properties.put("gateway.frontend.front.default-backend", "b");
        properties.put("gateway.backend.b.balance", "roundrobin");
        properties.put("gateway.backend.b.mode", "http");
        properties.put("gateway.frontend.front.mode", "http");
        properties.put("gateway.backend.st.balance", "static-rr");
        for (String line : SERVERS) {
            String[] parts = line.split("[/ ]", 3);
            properties.put(
                    "gateway.backend." + parts[0] + ".server." + parts[1],
                    "127.0.0.1:" + server.getLocalPort() + " "
                            + parts[2].replace("@", String.valueOf(agent.getLocalPort())));
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return GatewayGrammar.read(environment);
    }
}
