package io.epochgateway.definition;

import java.util.List;

/**
 * A value that a check takes from somewhere, and what is made of it.
 *
 * @param source where from
 * @param conversions one after the other
 */
public record CheckExpression(Source source, List<Conversion> conversions) {

    public CheckExpression {
        conversions = List.copyOf(conversions);
    }

    /** Where a value comes from. */
    public sealed interface Source {}

    /** From the configuration. */
    public record Constant(String value) implements Source {}

    /** From an earlier step. */
    public record Variable(String name) implements Source {}

    /**
     * From what was received and not yet answered.
     *
     * @param offset octets before it
     * @param length octets; 0 for the rest
     */
    public record Payload(int offset, int length) implements Source {}

    /**
     * From the last such header field of the response.
     *
     * @param whole the whole line, not the last of the values that commas separate
     */
    public record ResponseField(String name, boolean whole) implements Source {}

    /** From what the gateway knows, or from the response; HAProxy's names. */
    public enum Fact implements Source {
        BE_NAME,
        DATE,
        DST,
        DST_PORT,
        HOSTNAME,
        RES_BODY,
        RES_LEN,
        SRV_ID,
        SRV_NAME,
        STATUS,
        UUID
    }

    /** What is made of it. */
    public record Conversion(CheckConverter converter, List<String> arguments) {}
}
