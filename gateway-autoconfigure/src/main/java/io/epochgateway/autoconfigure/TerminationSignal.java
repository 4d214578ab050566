package io.epochgateway.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a process that was asked to end and ended in order say so by its exit code: after SIGTERM the JVM runs its
 * shutdown hooks and exits with 143, which supervisors take for a failure.
 */
final class TerminationSignal {

    private static final Logger log = LoggerFactory.getLogger(TerminationSignal.class);

    private TerminationSignal() {}

    /** From now on SIGTERM runs the shutdown hooks and exits with 0; does nothing where the JVM doesn't allow it. */
    static void exitsWithZero() {
        try {
            // by reflection: javac warns of any other use of sun.misc, and not every Java runtime has it
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler exit = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    // a thread of its own: the shutdown may take as long as the sessions in flight
                    Thread.ofPlatform().name("gateway-terminated").start(() -> System.exit(0));
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "exit with 0";
            };
            Object term = signal.getConstructor(String.class).newInstance("TERM");
            Object exiting =
                    Proxy.newProxyInstance(TerminationSignal.class.getClassLoader(), new Class<?>[] {handler}, exit);
            signal.getMethod("handle", signal, handler).invoke(null, term, exiting);
        } catch (ReflectiveOperationException | LinkageError unavailable) {
            log.debug("SIGTERM keeps the exit code of the JVM", unavailable);
        }
    }
}
