package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.BackendDefinition;
import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.FrontendDefinition;
import io.epochgateway.definition.GatewayDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** A configuration as a user writes it: files, the later ones stronger, and environment variables above them. */
final class Written {

    private final Map<String, Object> variables = new HashMap<>();
    private final StandardEnvironment environment = new StandardEnvironment() {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            sources.addLast(new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        }
    };

    static Written yaml(String yaml) {
        return new Written().thenYaml(yaml);
    }

    static Written properties(String properties) throws IOException {
        Written written = new Written();
        new PropertiesPropertySourceLoader()
                .load("application.properties", new ByteArrayResource(properties.getBytes(StandardCharsets.UTF_8)))
                .forEach(written.environment.getPropertySources()::addLast);
        return written;
    }

    Written thenYaml(String yaml) {
        try {
            String name = "file " + environment.getPropertySources().size();
            for (var source : new YamlPropertySourceLoader()
                    .load(name, new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), name))) {
                environment
                        .getPropertySources()
                        .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
            }
            return this;
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    Written variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    GatewayDefinition read() {
        return GatewayGrammar.read(environment);
    }

    FrontendDefinition frontend() {
        return read().frontends().getFirst();
    }

    BackendDefinition backend() {
        return read().backends().getFirst();
    }

    DefinitionException mistake() {
        return Assertions.catchThrowableOfType(DefinitionException.class, this::read);
    }
}
