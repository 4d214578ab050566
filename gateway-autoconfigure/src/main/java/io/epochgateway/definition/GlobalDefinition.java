package io.epochgateway.definition;

/**
 * The process-wide settings (HAProxy section {@code global}).
 *
 * @param nbthread event loops, 1 to 1024
 */
public record GlobalDefinition(int nbthread) {

    public GlobalDefinition {
        Range.check("gateway.global.nbthread", "number of event loops", nbthread, 1, 1024);
    }
}
