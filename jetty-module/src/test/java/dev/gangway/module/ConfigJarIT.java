package dev.gangway.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Installs in Jetty's own way, from a Maven repository, as {@code docs/jetty-module.md} says. */
class ConfigJarIT {
    private final Upstream upstream = new Upstream();
    private final JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @Test
    void installsFromARepository() throws Exception {
        Path repository = repository();
        String commands = new Page("docs/jetty-module.md")
                .block("sh", 1)
                .replace("start.jar", "start.jar maven.local.repo=" + repository);
        try (Child install = Page.shell(base.directory(), commands, Map.of())) {
            assertEquals(0, install.awaitExit(), install::toString);
        }
        base.routeTo(upstream.origin());
        Gateway gateway = Gateway.of(JettyBase.awaitReady(base.start()), Version.HTTP_1_1);
        assertEquals(200, gateway.get("/openai_passthrough/v1/models").statusCode());
    }

    /** A repository with what the module fetches, and nothing else. */
    private static Path repository() throws IOException {
        Path repository = Build.workDirectory();
        put(
                repository,
                "dev.gangway/gangway-jetty-module/" + Build.VERSION,
                "-config",
                Files.newInputStream(Build.CONFIG_JAR));
        try (ZipFile zip = new ZipFile(Build.ZIP.toFile());
                InputStream module = zip.getInputStream(zip.getEntry("modules/gangway-ee10.mod"))) {
            for (String line : new String(module.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith("maven://")) {
                    int bar = line.indexOf('|');
                    put(
                            repository,
                            line.substring("maven://".length(), bar),
                            "",
                            zip.getInputStream(zip.getEntry(line.substring(bar + 1))));
                }
            }
        }
        return repository;
    }

    private static void put(Path repository, String coordinates, String classifier, InputStream content)
            throws IOException {
        String[] part = coordinates.split("/", -1);
        Path directory =
                repository.resolve(part[0].replace('.', '/')).resolve(part[1]).resolve(part[2]);
        Files.createDirectories(directory);
        try (content) {
            Files.copy(content, directory.resolve(part[1] + "-" + part[2] + classifier + ".jar"));
        }
    }
}
