package dev.gangway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway in a JVM of its own, with as little memory as a test says. Ends with the test, or with the test's JVM. */
public final class ForkedGateway implements AutoCloseable {

    private final Process process;
    private final Path errors;
    private final int port;

    /** Starts with {@code yaml} and JVM options such as {@code -Xmx96m}. */
    public ForkedGateway(String yaml, String... options) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "forked"));
        Path config = Files.writeString(Files.createTempFile(directory, "gateway", ".yaml"), yaml);
        errors = Files.createTempFile(directory, "gateway", ".err");
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(Main.class.getName(), config.toString()));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        port = readPort();
    }

    private int readPort() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the gateway did not start: " + errors());
        }
        return Integer.parseInt(line);
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to standard error. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the gateway did not end");
        }
    }

    /** The gateway's side. */
    public static final class Main {

        private Main() {}

        /** Serves until standard input ends. */
        public static void main(String[] args) throws Exception {
            try (TestGateway gateway = TestGateway.start(Files.readString(Path.of(args[0])))) {
                System.out.println(gateway.port());
                while (System.in.read() >= 0) {
                    // Only its end matters.
                }
            }
        }
    }
}
