package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A fresh {@code $JETTY_BASE} and the Jetty that runs in it. */
final class JettyBase implements AutoCloseable {
    private final Path directory = Build.workDirectory();
    private final List<Child> children = new ArrayList<>();
    private Path java = Build.JAVA;

    /** An empty base. */
    static JettyBase empty() {
        return new JettyBase();
    }

    /** A base with the module zip unpacked into it and these modules enabled. */
    static JettyBase withModules(String modules) {
        JettyBase base = empty();
        unzip(Build.ZIP, base.directory);
        base.configure("--add-modules=" + modules);
        return base;
    }

    JettyBase java(Path executable) {
        java = executable;
        return this;
    }

    Path directory() {
        return directory;
    }

    /** Writes a configuration whose one route, {@code /openai_passthrough}, leads to the origin. */
    JettyBase routeTo(URI origin) {
        return write("etc/gangway.yaml", """
                access: { callers: loopback }
                routes:
                  - path: /openai_passthrough
                    provider: openai
                    target: "%s"
                    keys: [{ value: test-key }]
                """.formatted(origin));
    }

    JettyBase write(String file, String text) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs start.jar until it ends; for commands that only change the base. */
    void configure(String... arguments) {
        Child child = child(arguments);
        assertEquals(0, child.awaitExit(), child::toString);
    }

    /** Starts Jetty on a free port of the loopback address. */
    Child start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("jetty.http.host=127.0.0.1", "jetty.http.port=0", "gangway.ready-line=true"));
        if (Files.exists(directory.resolve("etc/gangway.yaml"))) {
            all.add("gangway.config=etc/gangway.yaml");
        }
        return child(all.toArray(String[]::new));
    }

    static URI awaitReady(Child jetty) {
        return URI.create(jetty.awaitLine("gangway ready "));
    }

    private Child child(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                Build.QUICK,
                Build.temporary(),
                "-jar",
                Build.JETTY_HOME.resolve("start.jar").toString()));
        command.addAll(List.of(arguments));
        Child child = Child.start(directory, Map.of(), command);
        children.add(child);
        return child;
    }

    static void unzip(Path zip, Path directory) {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path path = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(in, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }
}
