package io.epochgateway.autoconfigure.grammar;

/** The name of a bean of the application; empty for none. */
record BeanName() implements Scalar<String> {

    @Override
    public String parse(String text) throws Mistake {
        return switch (text) {
            case "false" -> "";
            case "true", "" -> throw new Mistake("it doesn't say which bean to ask", "Write its name.");
            default -> new Text("bean name").parse(text);
        };
    }

    @Override
    public String values() {
        return "bean name, `false`";
    }
}
