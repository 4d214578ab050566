package io.epochgateway.autoconfigure.grammar;

import java.util.regex.Pattern;

/**
 * A part of a cookie as RFC 6265 section 4.1.1 allows it.
 *
 * @param what what it is, as messages and documentation call it
 * @param allowed its characters, as a regular expression
 */
record CookieWord(String what, Pattern allowed) implements Scalar<String> {

    /** A cookie's name: a token. */
    static final CookieWord NAME = new CookieWord("cookie name", Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"));
    /** A cookie's value: no blank, quote, comma, semicolon or backslash. */
    static final CookieWord VALUE = new CookieWord("cookie value", Pattern.compile("[!#-+\\x2D-:<-\\[\\]-~]+"));
    /** An attribute, such as a domain: no control character and no semicolon. */
    static final CookieWord ATTRIBUTE = new CookieWord("cookie attribute", Pattern.compile("[ -:<-~]+"));

    @Override
    public String parse(String text) throws Mistake {
        if (!allowed.matcher(text).matches()) {
            throw new Mistake(
                    "'" + text + "' is no " + what, "Leave blanks, commas, semicolons and control characters out.");
        }
        return text;
    }

    @Override
    public String values() {
        return what;
    }
}
