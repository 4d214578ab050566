package io.epochgateway.autoconfigure;

import io.epochgateway.definition.DefinitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Turns a mistake in the configuration into a message: property, value, what is wrong, where, how to mend it. */
final class DefinitionFailureAnalyzer extends AbstractFailureAnalyzer<DefinitionException> {

    private final PropertyOrigin origin;

    DefinitionFailureAnalyzer(@Nullable Environment environment) {
        this.origin = new PropertyOrigin(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, DefinitionException mistake) {
        String value = mistake.value() == null ? "" : " = '" + mistake.value() + "'";
        String description =
                mistake.property() + value + ": " + mistake.reason() + "." + origin.sentence(mistake.property());
        return new FailureAnalysis(description, mistake.mend(), mistake);
    }
}
