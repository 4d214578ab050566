package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;

/** A chunked body (RFC 9112 section 7.1), read byte by byte; nothing of it is kept, so nothing needs a bound. */
final class ChunkedRequestBody implements RequestBody {

    /** 15 hexadecimal digits never overflow a long. */
    private static final int MOST_DIGITS = 15;

    private Step step = Step.SIZE;

    private int digits;

    private long remaining;

    private long received;

    @Override
    public void read(ByteBuf in, long most) throws BadRequestException {
        long end = most > Long.MAX_VALUE - received ? Long.MAX_VALUE : received + most;
        while (step != Step.DONE && in.isReadable()) {
            if (step != Step.DATA) {
                step = next(in.readByte());
            } else if (received < end) {
                skip(in, end - received);
            } else {
                return;
            }
        }
    }

    private void skip(ByteBuf in, long most) {
        int taken = (int) Math.min(Math.min(remaining, most), in.readableBytes());
        in.skipBytes(taken);
        received += taken;
        remaining -= taken;
        if (remaining == 0) {
            step = Step.DATA_CR;
        }
    }

    private Step next(byte b) throws BadRequestException {
        return switch (step) {
            case SIZE -> size(b);
            case EXTENSION -> b == '\r' ? Step.SIZE_LF : insideLine(b, Step.EXTENSION);
            case SIZE_LF -> expect(b, '\n', remaining == 0 ? Step.TRAILER_START : Step.DATA);
            case DATA_CR -> expect(b, '\r', Step.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                yield expect(b, '\n', Step.SIZE);
            }
            case TRAILER_START -> b == '\r' ? Step.END_LF : insideLine(b, Step.TRAILER);
            case TRAILER -> b == '\r' ? Step.TRAILER_LF : insideLine(b, Step.TRAILER);
            case TRAILER_LF -> expect(b, '\n', Step.TRAILER_START);
            case END_LF -> expect(b, '\n', Step.DONE);
            case DATA, DONE -> throw new IllegalStateException(step.name());
        };
    }

    private Step size(byte b) throws BadRequestException {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            if (digits == MOST_DIGITS) {
                throw new BadRequestException("chunk size out of range");
            }
            remaining = digits++ == 0 ? digit : remaining << 4 | digit;
            return Step.SIZE;
        }
        if (digits == 0) {
            throw new BadRequestException("chunk size is not a hexadecimal number");
        }
        return switch (b) {
            case '\r' -> Step.SIZE_LF;
            case ';', ' ', '\t' -> Step.EXTENSION;
            default -> throw new BadRequestException("chunk size is not a hexadecimal number");
        };
    }

    private static Step insideLine(byte b, Step same) throws BadRequestException {
        if (b == '\n') {
            throw new BadRequestException("line feed without carriage return in a chunked body");
        }
        return same;
    }

    private static Step expect(byte b, char expected, Step next) throws BadRequestException {
        if (b != expected) {
            throw new BadRequestException("a chunked body's line or chunk doesn't end with CRLF");
        }
        return next;
    }

    @Override
    public long received() {
        return received;
    }

    @Override
    public boolean complete() {
        return step == Step.DONE;
    }

    /** What the next byte is. */
    private enum Step {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        END_LF,
        DONE
    }
}
