package io.epochgateway.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A name server that answers, or doesn't, as the test says; by UDP, and by TCP at the same port. */
final class ScriptedDns implements AutoCloseable {

    static final int A = 1;
    static final int CNAME = 5;
    static final int AAAA = 28;
    static final int SRV = 33;

    /** One resource record. */
    record Resource(String owner, int type, byte[] data) {}

    /** What is sent back for a question, its bytes before and behind that question included. */
    interface Script {
        byte @Nullable [] answer(byte[] question);
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Map<String, Script> overTcp = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedDns() throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DatagramSocket socket = new DatagramSocket(listener.getLocalPort(), InetAddress.getLoopbackAddress());
        tcp = listener;
        udp = socket;
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    int port() {
        return udp.getLocalPort();
    }

    /** Questions so far, each as name and type. */
    List<String> questions() {
        return questions;
    }

    int connections() {
        return connections.get();
    }

    void on(String name, int type, Script script) {
        scripts.put(name + "/" + type, script);
    }

    void onTcp(String name, int type, Script script) {
        overTcp.put(name + "/" + type, script);
    }

    /** For all types. */
    void on(String name, Script script) {
        for (int type : new int[] {A, AAAA, SRV}) {
            on(name, type, script);
        }
    }

    /** Addresses for A, nothing for AAAA. */
    void addresses(String name, String... addresses) {
        on(name, A, records(Arrays.stream(addresses).map(ip -> a(name, ip)).toArray(Resource[]::new)));
        on(name, AAAA, records());
    }

    static Script records(Resource... records) {
        return question -> message(question, 0, List.of(records), List.of());
    }

    static Script code(int code) {
        return question -> message(question, code, List.of(), List.of());
    }

    static Script silence() {
        return question -> null;
    }

    static Resource a(String owner, String ip) {
        return new Resource(owner, ip.indexOf(':') < 0 ? A : AAAA, address(ip));
    }

    static Resource cname(String owner, String target) {
        return new Resource(owner, CNAME, name(target));
    }

    static Resource srv(String owner, int weight, int port, String target) {
        byte[] name = name(target);
        byte[] data = new byte[6 + name.length];
        data[2] = (byte) (weight >> 8);
        data[3] = (byte) weight;
        data[4] = (byte) (port >> 8);
        data[5] = (byte) port;
        System.arraycopy(name, 0, data, 6, name.length);
        return new Resource(owner, SRV, data);
    }

    private static byte[] address(String ip) {
        try {
            return InetAddress.getByName(ip).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] name(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    /** An answer to a question. */
    static byte[] message(byte[] question, int code, List<Resource> answers, List<Resource> additional) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(question, 0, 2);
            out.writeShort(0x8180 | code);
            out.writeShort(1);
            out.writeShort(answers.size());
            out.writeShort(0);
            out.writeShort(additional.size());
            out.write(question, 12, endOfQuestion(question) - 12);
            for (List<Resource> section : List.of(answers, additional)) {
                for (Resource record : section) {
                    out.write(name(record.owner()));
                    out.writeShort(record.type());
                    out.writeShort(1);
                    out.writeInt(60);
                    out.writeShort(record.data().length);
                    out.write(record.data());
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int endOfQuestion(byte[] question) {
        int at = 12;
        while (question[at] != 0) {
            at += question[at] + 1;
        }
        return at + 5;
    }

    private static String key(byte[] question) {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += question[at] + 1;
        }
        return name.substring(0, name.length() - 1) + "/" + ((question[at + 1] << 8) + question[at + 2]);
    }

    private byte @Nullable [] answer(byte[] question, Map<String, Script> by) {
        String key = key(question);
        questions.add(key);
        return by.getOrDefault(key, code(3)).answer(question);
    }

    private void serveUdp() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                udp.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), scripts);
                if (answer != null) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (SocketException closed) {
            // the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                connections.incrementAndGet();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                byte[] answer = answer(question, overTcp);
                if (answer != null) {
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                    in.readAllBytes();
                }
            } catch (IOException ended) {
                // the next, if there is one
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
