package io.epochgateway.rule.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A fetch or a converter as it is written: a name, and arguments in parentheses.
 *
 * @param arguments as they are after their quotes and backslashes are gone; an empty one is one that was left out
 */
public record Call(String name, List<String> arguments) {

    public Call {
        arguments = List.copyOf(arguments);
    }

    /** A chain {@code fetch(args),converter(args),...}. */
    public static List<Call> chain(String text) throws Mistake {
        return new Reader(text).chain();
    }

    /** The bracket that closes what begins there, outside of quotes and arguments; -1 if there is none. */
    public static int closingBracket(String text, int from) {
        char quote = 0;
        boolean arguments = false;
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (arguments && next == '\\' && quote != '\'') {
                at++;
            } else if (quote != 0 ? next == quote : next == '"' || next == '\'') {
                quote = quote == 0 ? next : 0;
            } else if (quote == 0 && (next == '(' || next == ')')) {
                arguments = next == '(';
            } else if (quote == 0 && !arguments && next == ']') {
                return at;
            }
        }
        return -1;
    }

    /** Refuses too few and too many. */
    public void count(int least, int most) throws Mistake {
        if (arguments.size() < least) {
            throw new Mistake("'" + name + "' lacks an argument", "Write " + name + "(...).");
        }
        if (arguments.size() > most) {
            throw new Mistake(
                    "'" + name + "' has " + arguments.size() + " arguments",
                    most == 0 ? "It takes none." : "It takes " + most + " at most.");
        }
    }

    public boolean has(int argument) {
        return argument < arguments.size() && !arguments.get(argument).isEmpty();
    }

    public String text(int argument) throws Mistake {
        if (!has(argument)) {
            throw new Mistake("'" + name + "' lacks its argument " + (argument + 1), "Write it in the parentheses.");
        }
        return arguments.get(argument);
    }

    public String text(int argument, String otherwise) {
        return has(argument) ? arguments.get(argument) : otherwise;
    }

    public long number(int argument) throws Mistake {
        String text = text(argument);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Mistake("'" + text + "' of '" + name + "' is no whole number", "Write digits only.");
        }
    }

    public long number(int argument, long otherwise) throws Mistake {
        return has(argument) ? number(argument) : otherwise;
    }

    /** A whole number in a range. */
    public int number(int argument, int least, int most) throws Mistake {
        long number = number(argument);
        if (number < least || number > most) {
            throw new Mistake(
                    "'" + number + "' of '" + name + "' is out of range",
                    "Write a number from " + least + " to " + most + ".");
        }
        return (int) number;
    }

    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Call> chain() throws Mistake {
            List<Call> calls = new ArrayList<>();
            do {
                calls.add(call());
            } while (at < text.length() && text.charAt(at++) == ',');
            return calls;
        }

        private Call call() throws Mistake {
            int start = at;
            while (at < text.length() && text.charAt(at) != '(' && text.charAt(at) != ',') {
                at++;
            }
            String name = text.substring(start, at);
            if (name.isBlank()) {
                throw new Mistake("there is a word missing in '" + text + "'", "Write a sample, then converters.");
            }
            if (at == text.length() || text.charAt(at) == ',') {
                return new Call(name, List.of());
            }
            at++;
            List<String> arguments = arguments(name);
            if (at < text.length() && text.charAt(at) != ',') {
                throw new Mistake(
                        "'" + text.substring(at) + "' behind the parentheses of '" + name + "'",
                        "Write a comma before a converter, or leave it out.");
            }
            return new Call(name, arguments);
        }

        private List<String> arguments(String name) throws Mistake {
            List<String> arguments = new ArrayList<>();
            StringBuilder argument = new StringBuilder();
            char quote = 0;
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == '\\' && quote != '\'' && at < text.length()) {
                    escaped(argument, text.charAt(at++), quote);
                } else if (quote != 0 ? next == quote : next == '"' || next == '\'') {
                    quote = quote == 0 ? next : 0;
                } else if (quote == 0 && (next == ',' || next == ')')) {
                    arguments.add(argument.toString());
                    argument.setLength(0);
                    if (next == ')') {
                        return arguments.equals(List.of("")) ? List.of() : arguments;
                    }
                } else {
                    argument.append(next);
                }
            }
            throw new Mistake(
                    quote == 0
                            ? "the parentheses of '" + name + "' are not closed"
                            : "a quote (" + quote + ") in the arguments of '" + name + "' is not closed",
                    "Close it.");
        }

        /** Within quotes a backslash before what needs none stays, for regular expressions. */
        private static void escaped(StringBuilder argument, char next, char quote) {
            switch (next) {
                case 'n' -> argument.append('\n');
                case 'r' -> argument.append('\r');
                case 't' -> argument.append('\t');
                case '\\', '"', '\'' -> argument.append(next);
                default -> {
                    if (quote != 0) {
                        argument.append('\\');
                    }
                    argument.append(next);
                }
            }
        }
    }
}
