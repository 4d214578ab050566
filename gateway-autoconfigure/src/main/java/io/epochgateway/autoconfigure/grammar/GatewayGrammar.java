package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.BindDefinition;
import io.epochgateway.definition.BindOptions;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import io.epochgateway.definition.GlobalDefinition;
import io.epochgateway.definition.Mode;
import io.epochgateway.definition.ProcessLimits;
import io.epochgateway.definition.RetryDefinition;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.ServerAddress;
import io.epochgateway.definition.ServerDefinition;
import io.epochgateway.definition.SocketAddress;
import io.epochgateway.definition.StatsDefinition;
import io.epochgateway.definition.StatsSocketDefinition;
import io.epochgateway.definition.Timeouts;
import io.epochgateway.definition.TuneDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the definition of the gateway from the properties below {@code gateway}. Any thread. */
public final class GatewayGrammar {

    private final Settings defaults;
    private final Settings global;
    private final HttpGrammar http;
    private final List<FrontendDefinition> frontends = new ArrayList<>();
    private final List<BackendDefinition> backends = new ArrayList<>();

    private GatewayGrammar(Settings defaults, Settings global, Map<String, Settings> httpErrors) {
        this.defaults = defaults;
        this.global = global;
        this.http = new HttpGrammar(defaults, new ErrorGrammar(httpErrors));
    }

    /**
     * Reads all of it, or nothing.
     *
     * @throws DefinitionException at the first mistake
     */
    public static GatewayDefinition read(ConfigurableEnvironment environment) {
        Place root = Place.of(environment, "gateway");
        Spelling.check(root, Keywords.GATEWAY);
        Settings gateway = Keywords.GATEWAY.read(root).value();
        return new GatewayGrammar(
                        gateway.get(Keywords.DEFAULTS, Settings.NONE),
                        gateway.get(Keywords.GLOBAL, Settings.NONE),
                        gateway.get(ErrorKeywords.HTTP_ERRORS, Map.of()))
                .definition(gateway);
    }

    private GatewayDefinition definition(Settings gateway) {
        gateway.get(Keywords.LISTEN, Map.of()).forEach((name, settings) -> {
            frontends.add(frontend(name, settings, name));
            backends.add(backend(name, settings));
        });
        gateway.get(Keywords.FRONTEND, Map.of()).forEach((name, settings) -> {
            frontends.add(frontend(name, settings, settings.over(defaults).find(Keywords.DEFAULT_BACKEND)));
        });
        gateway.get(Keywords.BACKEND, Map.of()).forEach((name, settings) -> backends.add(backend(name, settings)));
        return new GatewayDefinition(
                global(gateway.get(Keywords.GLOBAL, Settings.NONE)),
                ResolversGrammar.resolvers(gateway, backends),
                frontends,
                backends);
    }

    private static GlobalDefinition global(Settings global) {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), 1024);
        ProcessLimits limits = LimitGrammar.process(global);
        return new GlobalDefinition(
                global.get(Keywords.NBTHREAD, processors),
                limits,
                stats(global.get(Keywords.STATS, Settings.NONE)),
                tune(global.get(Keywords.TUNE, Settings.NONE)),
                HealthGrammar.spread(global),
                SpliceKeywords.pipes(global, limits.maxconn()));
    }

    private static TuneDefinition tune(Settings tune) {
        int bufsize = tune.get(Keywords.BUFSIZE);
        Settings http = tune.get(Keywords.TUNE_HTTP, Settings.NONE);
        return new TuneDefinition(
                bufsize,
                tune.get(Keywords.MAXREWRITE, Math.min(TuneDefinition.DEFAULT.maxrewrite(), bufsize / 2)),
                http.get(Keywords.MAXHDR),
                http.get(Keywords.MAXURI, TuneDefinition.DEFAULT.maxuri()));
    }

    private static StatsDefinition stats(Settings stats) {
        List<StatsSocketDefinition> sockets = stats.get(Keywords.SOCKET, List.of()).stream()
                .map(GatewayGrammar::statsSocket)
                .toList();
        return new StatsDefinition(sockets, stats.get(Keywords.STATS_TIMEOUT));
    }

    private static StatsSocketDefinition statsSocket(Settings socket) {
        return new StatsSocketDefinition(
                socket.property(),
                written(socket, Keywords.SOCKET_ADDRESS, "Write one, for example '/run/gateway.sock'.")
                        .value(),
                socket.get(Keywords.LEVEL),
                socket.find(Keywords.SOCKET_MODE),
                socket.find(Keywords.SOCKET_USER),
                socket.find(Keywords.SOCKET_GROUP));
    }

    private FrontendDefinition frontend(String name, Settings proxy, @Nullable String defaultBackend) {
        Settings settings = proxy.over(defaults);
        List<BindDefinition> binds = settings.get(Keywords.BIND, List.of()).stream()
                .flatMap(bind -> binds(bind).stream())
                .toList();
        Mode mode = settings.get(Keywords.MODE);
        return new FrontendDefinition(
                name,
                settings.property(),
                mode,
                binds,
                timeouts(settings),
                LimitGrammar.frontend(settings),
                http.read(proxy),
                SocketGrammar.ofClients(settings),
                defaultBackend,
                option(settings, OptionKeywords.HTTP_BUFFER_REQUEST),
                LogGrammar.read(proxy, defaults, global, mode),
                RuleKeywords.ofFrontend(proxy, defaults));
    }

    private static List<BindDefinition> binds(Settings bind) {
        Setting<List<SocketAddress>> addresses = written(bind, Keywords.ADDRESSES, "Write one, for example ':8080'.");
        BindOptions options = SocketKeywords.bind(bind);
        return addresses.value().stream()
                .map(address -> new BindDefinition(
                        addresses.property(), address, bind.get(LimitKeywords.BIND_MAXCONN), options))
                .toList();
    }

    private BackendDefinition backend(String name, Settings proxy) {
        Settings settings = proxy.over(defaults);
        Settings forServers = settings.get(Keywords.DEFAULT_SERVER, Settings.NONE);
        Map<String, Settings> byName = ResolversGrammar.servers(settings);
        Map<String, Integer> ids = BalanceGrammar.ids(byName);
        List<ServerDefinition> servers = byName.entrySet().stream()
                .map(server -> server(server.getKey(), server.getValue().over(forServers), ids))
                .toList();
        return new BackendDefinition(
                name,
                settings.property(),
                settings.get(Keywords.MODE),
                timeouts(settings),
                settings.get(LimitKeywords.FULLCONN),
                http.read(proxy),
                SocketGrammar.ofServers(settings),
                settings.get(Keywords.HTTP_REUSE),
                BalanceGrammar.balance(settings),
                HealthGrammar.health(proxy, settings),
                retry(settings),
                option(settings, OptionKeywords.ABORTONCLOSE),
                option(settings, OptionKeywords.HTTP_BUFFER_REQUEST),
                RuleKeywords.ofServers(settings),
                BalanceKeywords.persistence(settings),
                RuleKeywords.ofBackend(proxy, defaults),
                servers);
    }

    private static RetryDefinition retry(Settings settings) {
        Switched redispatch =
                settings.get(OptionKeywords.OPTION, Settings.NONE).get(OptionKeywords.REDISPATCH, Switched.OFF);
        return new RetryDefinition(
                settings.get(Keywords.RETRIES),
                settings.get(Keywords.RETRY_ON, RetryOn.DEFAULT),
                redispatch.on() ? redispatch.words().get(OptionKeywords.REDISPATCH_INTERVAL) : 0);
    }

    private static boolean option(Settings settings, Keyword<Boolean> option) {
        return settings.get(OptionKeywords.OPTION, Settings.NONE).get(option);
    }

    private static ServerDefinition server(String name, Settings server, Map<String, Integer> ids) {
        ServerAddress address = written(server, Keywords.ADDRESS, "Write one, for example '127.0.0.1:8080'.")
                .value();
        return new ServerDefinition(
                name,
                server.property(),
                address,
                server.get(LimitKeywords.MINCONN),
                server.get(Keywords.MAXCONN),
                server.get(Keywords.MAXQUEUE),
                server.get(Keywords.WEIGHT),
                server.get(Keywords.BACKUP),
                server.get(Keywords.DISABLED),
                LimitGrammar.pool(server),
                SocketKeywords.connect(server),
                ids.getOrDefault(name, 1),
                HealthGrammar.check(server),
                server.find(CookieKeywords.SERVER_COOKIE),
                ResolutionKeywords.resolution(server, address.socket()),
                StateKeywords.read(server));
    }

    private static <T> Setting<T> written(Settings settings, Keyword<T> keyword, String mend) {
        Setting<T> setting = settings.setting(keyword);
        if (setting == null) {
            throw new DefinitionException(settings.property(), null, "there is no " + keyword.name(), mend);
        }
        return setting;
    }

    private static Timeouts timeouts(Settings settings) {
        Settings timeout = settings.get(Keywords.TIMEOUT, Settings.NONE);
        Duration client = timeout.get(Keywords.CLIENT);
        Duration server = timeout.get(Keywords.SERVER);
        Duration connect = timeout.get(Keywords.CONNECT);
        Duration httpRequest = timeout.get(Keywords.HTTP_REQUEST, client);
        return new Timeouts(
                client,
                server,
                connect,
                timeout.get(Keywords.QUEUE, connect),
                httpRequest,
                timeout.get(Keywords.HTTP_KEEP_ALIVE, httpRequest),
                timeout.get(Keywords.TUNNEL),
                timeout.get(Keywords.CLIENT_FIN),
                timeout.get(Keywords.SERVER_FIN),
                timeout.get(RuleKeywords.TARPIT, connect));
    }
}
