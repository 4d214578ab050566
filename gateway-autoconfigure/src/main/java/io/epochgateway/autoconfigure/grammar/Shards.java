package io.epochgateway.autoconfigure.grammar;

/** How many sockets share an address; 0 stands for one for each event loop. */
record Shards() implements Scalar<Integer> {

    private static final WholeNumber NUMBER = new WholeNumber(1, 1024);

    @Override
    public Integer parse(String text) throws Mistake {
        return switch (text) {
            case "by-thread" -> 0;
            case "by-group" -> 1;
            default -> {
                if (!text.matches("\\d+")) {
                    throw new Mistake(
                            "'" + text + "' is no number of shards", "Write by-thread, by-group or a number.");
                }
                yield NUMBER.parse(text);
            }
        };
    }

    @Override
    public String values() {
        return "`by-thread`, `by-group`, " + NUMBER.values();
    }
}
