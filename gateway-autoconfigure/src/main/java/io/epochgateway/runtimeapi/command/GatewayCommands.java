package io.epochgateway.runtimeapi.command;

import io.epochgateway.engine.Gateway;
import io.epochgateway.net.GatewayLoopResources;
import io.epochgateway.runtimeapi.Command;
import java.util.List;
import java.util.stream.Stream;

/** What can be asked about a running gateway, and told to it. Commands run on their user's virtual thread. */
public final class GatewayCommands {

    private GatewayCommands() {}

    /** All of it; later commands only add a line. */
    public static List<Command> of(Gateway gateway, GatewayLoopResources loops) {
        Descriptors descriptors = new Descriptors(loops);
        List<Command> ofServers = ServerCommands.of(gateway);
        List<Command> others = List.of(
                new DebugCounters(),
                new ShowEnv(),
                new ShowFd(descriptors),
                new ShowInfo(gateway, loops),
                new ShowResolvers(gateway),
                new ShowSess(gateway, descriptors),
                new ShowStat(gateway),
                new ShowVersion());
        return Stream.of(
                        others, ofServers, FrontendCommands.of(gateway), List.<Command>of(new ShutdownSession(gateway)))
                .flatMap(List::stream)
                .toList();
    }
}
