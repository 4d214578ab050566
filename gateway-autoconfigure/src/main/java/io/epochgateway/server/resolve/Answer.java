package io.epochgateway.server.resolve;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a name server says about a name.
 *
 * @param failure null if it is what was asked for
 * @param addresses of the name, or of what it is another name for
 * @param instances of SRV records: where, and their weights from 0 to 65535
 * @param additional addresses of instances that came along, by name
 * @param aliased whether the name is another name of something
 */
record Answer(
        @Nullable Failure failure,
        List<InetAddress> addresses,
        Map<Endpoint, Integer> instances,
        Map<String, InetAddress> additional,
        boolean aliased) {

    /** HAProxy's limit. */
    private static final int MOST_RECORDS = 100;

    private static final int SRV_TARGET = 6;

    static Answer failed(Failure failure) {
        return new Answer(failure, List.of(), Map.of(), Map.of(), false);
    }

    /** Reads it; whatever is in it, this throws nothing. */
    static Answer of(DnsResponse response, String name, DnsRecordType type) {
        DnsResponseCode code = response.code();
        if (code.equals(DnsResponseCode.NXDOMAIN)) {
            return failed(Failure.NX);
        }
        if (code.equals(DnsResponseCode.REFUSED)) {
            return failed(Failure.REFUSED);
        }
        if (!code.equals(DnsResponseCode.NOERROR) || response.isTruncated()) {
            return failed(Failure.OTHER);
        }
        try {
            return type.equals(DnsRecordType.SRV) ? instances(response, name) : addresses(response, name, type);
        } catch (RuntimeException malformed) {
            return failed(Failure.OTHER);
        }
    }

    private static Answer addresses(DnsResponse response, String name, DnsRecordType type) {
        Map<String, String> aliases = new HashMap<>();
        for (DnsRawRecord record : records(response, DnsSection.ANSWER)) {
            if (record.type().equals(DnsRecordType.CNAME)) {
                aliases.put(
                        normal(record.name()),
                        normal(DefaultDnsRecordDecoder.decodeName(
                                record.content().duplicate())));
            }
        }
        String owner = normal(name);
        for (int hops = 0; aliases.containsKey(owner); hops++) {
            if (hops == aliases.size()) {
                return new Answer(Failure.OTHER, List.of(), Map.of(), Map.of(), true);
            }
            owner = aliases.get(owner);
        }
        List<InetAddress> found = new ArrayList<>();
        for (DnsRawRecord record : records(response, DnsSection.ANSWER)) {
            if (record.type().equals(type) && normal(record.name()).equals(owner) && !found.contains(address(record))) {
                found.add(address(record));
            }
        }
        return new Answer(found.isEmpty() ? Failure.OTHER : null, found, Map.of(), Map.of(), !aliases.isEmpty());
    }

    private static Answer instances(DnsResponse response, String name) {
        Map<Endpoint, Integer> found = new LinkedHashMap<>();
        for (DnsRawRecord record : records(response, DnsSection.ANSWER)) {
            if (record.type().equals(DnsRecordType.SRV) && normal(record.name()).equals(normal(name))) {
                ByteBuf content = record.content();
                int start = content.readerIndex();
                int weight = content.getUnsignedShort(start + 2);
                int port = content.getUnsignedShort(start + 4);
                String target = normal(
                        DefaultDnsRecordDecoder.decodeName(content.duplicate().readerIndex(start + SRV_TARGET)));
                // the root says that there is no such service
                if (!target.isEmpty() && port > 0) {
                    found.putIfAbsent(new Endpoint(target, port), weight);
                }
            }
        }
        Map<String, InetAddress> additional = new HashMap<>();
        for (DnsRawRecord record : records(response, DnsSection.ADDITIONAL)) {
            if (record.type().equals(DnsRecordType.A) || record.type().equals(DnsRecordType.AAAA)) {
                additional.putIfAbsent(normal(record.name()), address(record));
            }
        }
        return new Answer(found.isEmpty() ? Failure.OTHER : null, List.of(), found, additional, false);
    }

    private static List<DnsRawRecord> records(DnsResponse response, DnsSection section) {
        List<DnsRawRecord> records = new ArrayList<>();
        int count = Math.min(response.count(section), MOST_RECORDS);
        for (int i = 0; i < count; i++) {
            DnsRecord record = response.recordAt(section, i);
            if (record instanceof DnsRawRecord raw && record.dnsClass() == DnsRecord.CLASS_IN) {
                records.add(raw);
            }
        }
        return records;
    }

    private static InetAddress address(DnsRawRecord record) {
        ByteBuf content = record.content();
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }

    /** Names differ in neither case nor final dot. */
    static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
