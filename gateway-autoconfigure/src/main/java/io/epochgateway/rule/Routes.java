package io.epochgateway.rule;

import io.epochgateway.rule.acl.Condition;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Sample;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code use_backend}, in their order. Immutable; any thread.
 *
 * @param <B> what a backend is to those who go there
 */
public final class Routes<B> {

    private final List<Route<B>> routes;

    /**
     * One rule: a backend, or a text that gives a backend's name.
     */
    record Route<B>(
            @Nullable B backend,
            @Nullable Template name,
            @Nullable Condition condition) {}

    private final Function<String, @Nullable B> backends;

    Routes(List<Route<B>> routes, Function<String, @Nullable B> backends) {
        this.routes = List.copyOf(routes);
        this.backends = backends;
    }

    /** The backend of the first rule that holds; null if there is none, or if it names none. */
    public @Nullable B choose(Evidence evidence, Sample sample) {
        for (int i = 0; i < routes.size(); i++) {
            Route<B> route = routes.get(i);
            if (route.condition == null || route.condition.holds(evidence, sample)) {
                return route.name == null ? route.backend : backends.apply(route.name.of(evidence, sample));
            }
        }
        return null;
    }
}
