package io.epochgateway.autoconfigure;

import io.epochgateway.net.BindFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Turns an address that can't be listened on into a message: property, address, why, where, how to mend it. */
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindFailedException> {

    private final PropertyOrigin origin;

    BindFailureAnalyzer(@Nullable Environment environment) {
        this.origin = new PropertyOrigin(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, BindFailedException failure) {
        String property = failure.property();
        return new FailureAnalysis(
                failure.getMessage() + "." + origin.sentence(property),
                "Stop what listens there already, or give " + property + " an address of this machine that is free.",
                failure);
    }
}
