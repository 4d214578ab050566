package io.epochgateway.server.check;

/** Reads an LDAP server's answer to a bind (RFC 4511 section 4.2.2), in BER. */
final class LdapAnswer {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int ENUMERATED = 0x0a;
    private static final int BIND_RESPONSE = 0x61;
    private static final String NOT_LDAP = "Not LDAPv3 protocol";

    private LdapAnswer() {}

    static Verdict verdict(CharSequence octets, boolean whole) {
        int message = value(octets, 0, SEQUENCE);
        if (message < 0) {
            return Verdict.bad(CheckStatus.L7RSP, 0, NOT_LDAP);
        }
        int length = octets.length() > 1 && octets.charAt(1) < 0x80 ? octets.charAt(1) : 0;
        if (octets.length() < message + length) {
            return whole ? Verdict.bad(CheckStatus.L7RSP, 0, "") : Verdict.waiting();
        }
        int id = value(octets, message, INTEGER);
        int response = id < 0 || id >= octets.length() ? -1 : value(octets, id + 1, BIND_RESPONSE);
        int code = response < 0 ? -1 : value(octets, response, ENUMERATED);
        if (code < 0 || code >= octets.length() || octets.charAt(id) != 1) {
            return Verdict.bad(CheckStatus.L7RSP, 0, NOT_LDAP);
        }
        return octets.charAt(code) == 0
                ? Verdict.good(CheckStatus.L7OK, 0, "Success")
                : Verdict.bad(
                        CheckStatus.L7STS,
                        octets.charAt(code),
                        "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9");
    }

    /** Where the value behind a tag and its length begins; -1 if the tag is another one. */
    private static int value(CharSequence octets, int at, int tag) {
        if (at + 1 >= octets.length() || octets.charAt(at) != tag) {
            return -1;
        }
        int length = octets.charAt(at + 1);
        return at + 2 + (length >= 0x80 ? length & 0x7f : 0);
    }
}
