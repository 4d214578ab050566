package io.epochgateway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server with TLS and a certificate of its own for {@code localhost}; answers whatever comes with 200. */
final class TlsServer implements AutoCloseable {

    private final SSLServerSocket listener;
    private final Path certificate;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private TlsServer(SSLServerSocket listener, Path certificate) {
        this.listener = listener;
        this.certificate = certificate;
        Thread.startVirtualThread(this::accept);
    }

    /** Makes a key by the JDK's own tool. */
    static TlsServer start(Path directory, String... protocols)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("server.p12");
        Path certificate = directory.resolve("server.pem");
        keytool("-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12"
                + " -keystore " + store + " -storepass secret");
        keytool("-exportcert -rfc -alias server -keystore " + store + " -storepass secret -file " + certificate);
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        listener.setSSLParameters(parameters);
        return new TlsServer(listener, certificate);
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder((program + " " + arguments).split(" "))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SSLSocket socket) {
        try (Wire wire = new Wire(socket)) {
            socket.startHandshake();
            List<SNIServerName> names = ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames();
            asked.add(names.stream().map(name -> new String(name.getEncoded())).toList() + " "
                    + socket.getApplicationProtocol());
            if (!wire.some().isEmpty()) {
                wire.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                wire.countRest();
            }
        } catch (IOException gone) {
            // the check is over
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Its certificate, in PEM. */
    Path certificate() {
        return certificate;
    }

    /** The names and the protocol of each connection that outlived its handshake, in their order. */
    List<String> asked() {
        return asked;
    }

    static Path emptyFile(Path directory) {
        try {
            return Files.createFile(directory.resolve("empty.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
