package dev.gangway.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs that tests run gateways with. */
final class Jdks {

    private Jdks() {}

    /** The one of the build. */
    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /** JDK 25, if it is here. */
    static Optional<Path> newest() {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
