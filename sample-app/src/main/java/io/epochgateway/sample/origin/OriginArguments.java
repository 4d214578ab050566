package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a request wants to be answered; the names of the arguments are httpterm's.
 *
 * @param help the request is {@code /?}
 * @param size {@code s}: bytes of the body
 * @param status {@code r}: 200 to 599
 * @param delay {@code t}: milliseconds before the answer, a day at most
 * @param close {@code C}: close after the answer
 * @param keepAlive {@code K}: keep the connection even if the request doesn't ask for it
 * @param chunked {@code k}: answer in chunks
 * @param announced {@code b}: the Content-Length to tell; 0 for none, negative for the true one
 * @param awaited {@code B}: bytes of the request's body to read before the answer
 * @param piece {@code p}: most bytes a write or chunk; 0 for no limit
 * @param random {@code R}: a body that doesn't compress
 * @param verbose {@code v}: tell sizes and times in fields
 */
record OriginArguments(
        boolean help,
        long size,
        int status,
        long delay,
        boolean close,
        boolean keepAlive,
        boolean chunked,
        long announced,
        long awaited,
        int piece,
        boolean random,
        boolean verbose) {

    static final int DEFAULT_SIZE = 64;

    private static final long LONGEST_DELAY = 86_400_000;

    /** Reads the arguments of a target that lies in {@code [from, to)}. */
    static OriginArguments of(ByteBuf target, int from, int to) {
        Reading reading = new Reading();
        int query = target.indexOf(from, to, (byte) '?');
        if (query >= 0) {
            reading.help = query + 1 == to;
            reading.all(target, query + 1, to);
        }
        return reading.result();
    }

    /** The arguments while they are read. */
    private static final class Reading {

        private static final long NOT_A_NUMBER = -1;

        private boolean help;
        private long size = DEFAULT_SIZE;
        private int status = 200;
        private long delay;
        private boolean close;
        private boolean keepAlive;
        private boolean chunked;
        private long announced = -1;
        private long awaited = Long.MAX_VALUE;
        private int piece;
        private boolean random;
        private boolean verbose;

        OriginArguments result() {
            return new OriginArguments(
                    help, size, status, delay, close, keepAlive, chunked, announced, awaited, piece, random, verbose);
        }

        void all(ByteBuf in, int from, int to) {
            int start = from;
            for (int at = from; at <= to; at++) {
                if (at == to || separates(in.getByte(at))) {
                    one(in, start, at);
                    start = at + 1;
                }
            }
        }

        private static boolean separates(byte b) {
            return b == '&' || b == '?' || b == ',' || b == ';' || b == '/';
        }

        private void one(ByteBuf in, int from, int to) {
            if (to - from < 2 || in.getByte(from + 1) != '=') {
                return;
            }
            long value = number(in, from + 2, to);
            if (value == NOT_A_NUMBER) {
                return;
            }
            switch (in.getByte(from)) {
                case 's' -> size = value;
                case 'r' -> status = value >= 200 && value <= 599 ? (int) value : status;
                case 't' -> delay = Math.min(value, LONGEST_DELAY);
                case 'C' -> close = value > 0;
                case 'K' -> keepAlive = value > 0;
                case 'k' -> chunked = value > 0;
                case 'b' -> announced = value;
                case 'B' -> awaited = value;
                case 'p' -> piece = (int) Math.min(value, Integer.MAX_VALUE);
                case 'R' -> random = value > 0;
                case 'v' -> verbose = value > 0;
                default -> {}
            }
        }

        /** Digits, then suffixes; a number above a long's range counts as the greatest long. */
        private static long number(ByteBuf in, int from, int to) {
            int at = from;
            long value = 0;
            while (at < to && Character.isDigit(in.getByte(at))) {
                value = plus(times(value, 10), in.getByte(at++) - '0');
            }
            if (at == from) {
                return NOT_A_NUMBER;
            }
            for (; at < to; at++) {
                switch (in.getByte(at)) {
                    case 'k' -> value = times(value, 1L << 10);
                    case 'm' -> value = times(value, 1L << 20);
                    case 'g' -> value = times(value, 1L << 30);
                    case 'r' ->
                        value = value == 0 ? 0 : ThreadLocalRandom.current().nextLong(value);
                    default -> {
                        return NOT_A_NUMBER;
                    }
                }
            }
            return value;
        }

        private static long times(long value, long factor) {
            return value > Long.MAX_VALUE / factor ? Long.MAX_VALUE : value * factor;
        }

        private static long plus(long value, int digit) {
            return value > Long.MAX_VALUE - digit ? Long.MAX_VALUE : value + digit;
        }
    }
}
