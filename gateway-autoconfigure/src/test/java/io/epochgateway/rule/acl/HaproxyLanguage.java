package io.epochgateway.rule.acl;

import io.epochgateway.test.HaproxyProcess;
import io.epochgateway.test.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HAProxy itself, which tells what expressions and conditions come to for a request. */
final class HaproxyLanguage implements AutoCloseable {

    private final HaproxyProcess process;
    private final int port;
    private final int expressions;
    private final int conditions;

    private HaproxyLanguage(HaproxyProcess process, int port, int expressions, int conditions) {
        this.process = process;
        this.port = port;
        this.expressions = expressions;
        this.conditions = conditions;
    }

    static HaproxyLanguage start(Path directory, List<String> acls, List<String> expressions, List<String> conditions)
            throws IOException {
        int port = Ports.free();
        StringBuilder text = new StringBuilder("""
                global
                  tune.bufsize 65536
                  tune.http.maxhdr 1000
                defaults
                  mode http
                  timeout client 30s
                  timeout server 30s
                  timeout connect 5s
                frontend front
                  bind 127.0.0.1:%d name door
                  http-request set-var(txn.name) str(Mallory)
                  http-request set-var(txn.seven) int(7)
                """.formatted(port));
        acls.forEach(acl -> text.append("  acl ").append(acl).append('\n'));
        for (int i = 0; i < conditions.size(); i++) {
            text.append("  http-request set-var(txn.c%d) int(1) if %s\n".formatted(i, conditions.get(i)));
        }
        for (int i = 0; i < expressions.size(); i++) {
            String quoted = expressions.get(i).replace("\\", "\\\\").replace("'", "\\'");
            text.append("  http-request set-var(txn.e%d) '%s'\n".formatted(i, quoted));
            text.append("  http-after-response set-header e%d '<%%[var(txn.e%d)]>'\n".formatted(i, i));
        }
        for (int i = 0; i < conditions.size(); i++) {
            text.append("  http-after-response set-header c%d '<%%[var(txn.c%d)]>'\n".formatted(i, i));
        }
        text.append("  http-request return status 200\n");
        HaproxyProcess process = HaproxyProcess.start(directory, text.toString());
        return new HaproxyLanguage(process, port, expressions.size(), conditions.size());
    }

    int port() {
        return port;
    }

    /** What the expressions come to, then {@code 1} or nothing for each condition. */
    List<String> ask(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            InputStream in = client.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException(request + answer);
            }
            List<String> found = new ArrayList<>();
            for (int i = 0; i < expressions; i++) {
                found.add(field(answer, "e" + i));
            }
            for (int i = 0; i < conditions; i++) {
                found.add(field(answer, "c" + i));
            }
            return found;
        }
    }

    private static String field(String answer, String name) {
        int start = answer.indexOf("\r\n" + name + ": <");
        if (start < 0) {
            throw new IllegalStateException(name + " in " + answer);
        }
        start += name.length() + 5;
        return answer.substring(start, answer.indexOf("\r\n", start) - 1);
    }

    @Override
    public void close() {
        process.close();
    }
}
