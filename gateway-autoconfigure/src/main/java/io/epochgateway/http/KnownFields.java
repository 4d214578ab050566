package io.epochgateway.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the fields that the proxy acts upon say, collected while the head is read. */
final class KnownFields {

    private static final byte[] CHUNKED = "chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTINUE = "100-continue".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] H2 = "h2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] H2C = "h2c".getBytes(StandardCharsets.US_ASCII);

    /** 18 digits: far above any body, far below an overflow. */
    private static final int MOST_LENGTH_DIGITS = 18;

    private final FieldList list = new FieldList();
    private final ConnectionOptions connection = new ConnectionOptions();
    private final Authority host = new Authority();
    private boolean hasHost;
    private long contentLength;
    private boolean lengthUnclear;
    private boolean chunked;
    private boolean expectsContinue;
    private boolean upgrades;
    private boolean upgradesToHttp2;

    KnownFields() {
        clear();
    }

    void clear() {
        connection.clear();
        hasHost = false;
        contentLength = -1;
        lengthUnclear = false;
        chunked = false;
        expectsContinue = false;
        upgrades = false;
        upgradesToHttp2 = false;
    }

    /** Takes one field's value, surrounding white space left out; returns why it is refused. */
    @Nullable
    Refusal read(FieldName name, byte[] bytes, int from, int to) {
        return switch (name) {
            case HOST -> readHost(bytes, from, to);
            case CONTENT_LENGTH -> readContentLength(bytes, from, to);
            case TRANSFER_ENCODING -> readTransferEncoding(bytes, from, to);
            case CONNECTION -> connection.read(list.of(bytes, from, to)) ? null : Refusal.TOO_MANY_CONNECTION_OPTIONS;
            case UPGRADE -> readUpgrade(bytes, from, to);
            case EXPECT -> {
                expectsContinue |= Octets.spells(bytes, from, to, CONTINUE);
                yield null;
            }
            case KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, OTHER -> null;
        };
    }

    private @Nullable Refusal readHost(byte[] bytes, int from, int to) {
        if (hasHost) {
            return Refusal.HOST_REPEATED;
        }
        hasHost = true;
        return host.read(bytes, from, to) && (host.hasHost() || from == to) ? null : Refusal.HOST_INVALID;
    }

    /** One number in one field: repeating it is of no use, and the next reader may take another of them. */
    private @Nullable Refusal readContentLength(byte[] bytes, int from, int to) {
        if (contentLength >= 0) {
            return Refusal.CONTENT_LENGTH_REPEATED;
        }
        if (from == to || to - from > MOST_LENGTH_DIGITS) {
            return Refusal.CONTENT_LENGTH_INVALID;
        }
        long length = 0;
        for (int at = from; at < to; at++) {
            if (!Octets.digit(bytes[at])) {
                return Refusal.CONTENT_LENGTH_INVALID;
            }
            length = length * 10 + bytes[at] - '0';
        }
        contentLength = length;
        lengthUnclear = bytes[from] == '0' && to - from > 1;
        return null;
    }

    private @Nullable Refusal readTransferEncoding(byte[] bytes, int from, int to) {
        if (chunked) {
            return Refusal.TRANSFER_ENCODING_REPEATED;
        }
        chunked = Octets.spells(bytes, from, to, CHUNKED);
        return chunked ? null : Refusal.TRANSFER_ENCODING_INVALID;
    }

    /** Notes an upgrade; one to HTTP/2 would hide all later requests from the proxy (RFC 9113 section 3.1). */
    private @Nullable Refusal readUpgrade(byte[] bytes, int from, int to) {
        list.of(bytes, from, to);
        while (list.next()) {
            upgrades = true;
            upgradesToHttp2 |= list.is(H2C) || list.is(H2);
        }
        return null;
    }

    /** What only the whole request head shows. */
    @Nullable
    Refusal endOfRequest(byte[] bytes, RequestLine line) {
        Method method = line.method();
        boolean version10 = line.minorVersion() == 0;
        if (!hasHost && !version10) {
            return Refusal.HOST_MISSING;
        }
        if (hasHost && !line.target().agreesWith(host, bytes, method)) {
            return Refusal.HOST_MISMATCH;
        }
        Refusal framing = endOfFraming(version10);
        if (framing != null) {
            return framing;
        }
        boolean body = chunked || contentLength > 0;
        if (body && method == Method.CONNECT) {
            return Refusal.CONNECT_BODY;
        }
        boolean bodyless = method == Method.GET || method == Method.HEAD || method == Method.DELETE;
        return body && version10 && bodyless ? Refusal.UNEXPECTED_BODY_IN_1_0 : null;
    }

    /** What only the whole head shows of either kind. */
    @Nullable
    Refusal endOfFraming(boolean version10) {
        if (!chunked) {
            return null;
        }
        if (contentLength >= 0) {
            return Refusal.LENGTH_AND_TRANSFER_ENCODING;
        }
        return version10 ? Refusal.TRANSFER_ENCODING_IN_1_0 : null;
    }

    /** Forgets the announced body: the message can't have one. */
    void ignoreBody() {
        contentLength = -1;
        lengthUnclear = false;
        chunked = false;
    }

    ConnectionOptions connection() {
        return connection;
    }

    long contentLength() {
        return contentLength;
    }

    /** Whether the length has leading zeros, so that another reader might take it for octal. */
    boolean lengthUnclear() {
        return lengthUnclear;
    }

    boolean chunked() {
        return chunked;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    boolean upgrades() {
        return upgrades && !upgradesToHttp2 && connection.upgrade();
    }
}
