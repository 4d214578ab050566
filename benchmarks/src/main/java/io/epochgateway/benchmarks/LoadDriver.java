package io.epochgateway.benchmarks;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/**
 * Loads an HTTP/1.1 server on this machine and checks every response it gets; the options are h1load's where both have
 * them. Exit code 0: done; 1: stopped at an error ({@code -e}); 2: bad arguments.
 */
public final class LoadDriver {

    private LoadDriver() {}

    public static void main(String[] args) throws InterruptedException {
        // no logging library beside SLF4J's interface is on this class path
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        Options options;
        try {
            options = CommandLine.parse(args);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.print(CommandLine.HELP);
            System.exit(2);
            return;
        }
        Tally tally = new Tally();
        boolean completed = new Load(options, tally).run(new LiveLine(System.out, tally));
        System.out.print(Report.of(options, tally));
        System.exit(completed ? 0 : 1);
    }
}
