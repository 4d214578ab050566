package io.epochgateway.definition;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a check looks for in what it received: in all of it, or for HTTP in the parts of the response. */
public sealed interface CheckMatch {

    /**
     * Octets anywhere; for HTTP, in the body.
     *
     * @param octets as characters
     * @param binary whether they were written as hexadecimal digits
     */
    record Text(String octets, boolean binary) implements CheckMatch {}

    /**
     * A regular expression anywhere; for HTTP, in the body.
     *
     * @param binary whether it is looked for in the hexadecimal digits of what was received
     */
    record Regex(Pattern pattern, boolean binary) implements CheckMatch {}

    /**
     * As {@link Text}, but made anew each time.
     *
     * @param binary whether the format comes to hexadecimal digits
     */
    record Formatted(CheckFormat format, boolean binary) implements CheckMatch {}

    /** A status in one of the ranges. */
    record Status(List<StatusRange> ranges) implements CheckMatch {

        /** What is good where nothing else is said. */
        public static final Status GOOD = new Status(List.of(new StatusRange(200, 399)));
    }

    /** Of status codes, both included. */
    record StatusRange(int lowest, int highest) {}

    /** A regular expression in the three digits of the status. */
    record StatusRegex(Pattern pattern) implements CheckMatch {}

    /**
     * A header field.
     *
     * @param name of the field, whatever the case
     * @param value of the field; null if any will do
     * @param whole whether the value is the whole line, not one of the values that commas separate
     */
    record Field(FieldTest name, @Nullable FieldTest value, boolean whole) implements CheckMatch {}

    /** How a name or a value is compared. */
    record FieldTest(How how, CheckFormat text, @Nullable Pattern pattern) {

        /** HAProxy's {@code -m}. */
        public enum How {
            STR,
            BEG,
            END,
            SUB,
            REG
        }
    }

    /**
     * The packet of that number, from 0, that a MySQL server sends.
     *
     * @param last whether the check is passed with it
     */
    record MysqlPacket(int number, boolean last) implements CheckMatch {}

    /** The answer of an LDAP server to an anonymous bind. */
    record LdapBindResponse() implements CheckMatch {}
}
