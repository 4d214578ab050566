package io.epochgateway.definition;

import java.util.List;

/**
 * Everything that the running gateway is built from.
 *
 * @param global process-wide settings
 * @param frontends in the order of the configuration, the halves of {@code listen} included
 * @param backends in the order of the configuration, the halves of {@code listen} included
 */
public record GatewayDefinition(
        GlobalDefinition global, List<FrontendDefinition> frontends, List<BackendDefinition> backends) {}
