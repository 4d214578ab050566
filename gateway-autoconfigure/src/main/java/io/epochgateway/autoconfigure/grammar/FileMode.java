package io.epochgateway.autoconfigure.grammar;

/** The permissions of a file, in octal digits. */
record FileMode() implements Scalar<Integer> {

    @Override
    public Integer parse(String text) throws Mistake {
        if (!text.matches("0*[0-7]{1,3}")) {
            throw new Mistake("'" + text + "' is no file mode", "Write octal digits, for example 600.");
        }
        return Integer.parseInt(text, 8);
    }

    @Override
    public String values() {
        return "octal digits";
    }
}
