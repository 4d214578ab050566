package io.epochgateway.server.resolve;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name servers of the system (resolv.conf(5)). Any thread. */
final class ResolvConf {

    static final int PORT = 53;

    private static final Logger log = LoggerFactory.getLogger(ResolvConf.class);
    private static final Path FILE = Path.of("/etc/resolv.conf");

    private ResolvConf() {}

    /** Their addresses, in the order of the file; none if it can't be read. */
    static List<String> nameServers() {
        try {
            return nameServers(Files.readAllLines(FILE));
        } catch (IOException e) {
            log.warn("parse-resolv-conf: {} can't be read: {}", FILE, e.toString());
            return List.of();
        }
    }

    static List<String> nameServers(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .filter(host -> NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host))
                .distinct()
                .toList();
    }
}
