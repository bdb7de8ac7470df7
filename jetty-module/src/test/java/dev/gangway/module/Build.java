package dev.gangway.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where this build put things. */
final class Build {
    static final Path CHECKOUT = Path.of(property("gangway.checkout")).normalize();
    static final Path TARGET = Path.of(property("gangway.target"));
    static final String VERSION = property("gangway.version");
    static final Path ZIP = TARGET.resolve("gangway-jetty-module-" + VERSION + ".zip");
    static final Path WAR = TARGET.resolve("gangway.war");
    static final Path CONFIG_JAR = TARGET.resolve("gangway-jetty-module-" + VERSION + "-config.jar");
    static final Path JETTY_HOME = TARGET.resolve("jetty-home/jetty-home-" + property("jetty.version"));
    /** For a server that lives for seconds: the second compiler would take half of the CPU. */
    static final String QUICK = "-XX:TieredStopAtLevel=1";

    static final Path JAVA = Path.of(property("java.home"), "bin", "java");

    private Build() {}

    /** The home of Tomcat {@code major}. */
    static Path tomcat(String major) {
        return TARGET.resolve("tomcat/apache-tomcat-" + property("tomcat" + major + ".version"));
    }

    /** A new directory below {@code target}, kept for whoever looks into a failure. */
    static Path workDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(TARGET.resolve("it")), "it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a JVM that will be killed: its temporary files are left where all is left. */
    static String temporary() {
        return "-Djava.io.tmpdir=" + workDirectory();
    }

    /** The {@code java} of a JDK 25: $JAVA25_HOME, else one in {@code /usr/lib/jvm}. */
    static Optional<Path> java25() {
        String home = System.getenv("JAVA25_HOME");
        if (home != null) {
            return Optional.of(Path.of(home, "bin", "java"));
        }
        Path jvms = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(jvms)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(jvms, "*25*")) {
            for (Path jdk : found) {
                if (Files.isExecutable(jdk.resolve("bin/java"))) {
                    return Optional.of(jdk.resolve("bin/java"));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set; run by Maven: mvn -pl jetty-module -am verify");
        }
        return value;
    }
}
