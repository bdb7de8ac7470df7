package dev.gangway.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM, its environment empty, for what a test cannot have in its own: an exit code, properties, variables. */
public final class ForkedJvm {

    private static final int SECONDS = 60;

    private final List<String> options = new ArrayList<>(List.of(
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
            "-Dslf4j.internal.verbosity=WARN"));
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    /** What a JVM printed and how it ended. */
    public record Ended(int exit, String out, String err) {}

    public ForkedJvm property(String name, String value) {
        options.add("-D" + name + "=" + value);
        return this;
    }

    public ForkedJvm variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves out what has {@code part} in its path. */
    public ForkedJvm without(String part) {
        missing.add(part);
        return this;
    }

    /** Runs {@code main} of the tests' class path to its end. */
    public Ended run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target", "forked"));
        Path out = Files.createTempFile(directory, main.getSimpleName(), ".out");
        Path err = Files.createTempFile(directory, main.getSimpleName(), ".err");
        ProcessBuilder builder = new ProcessBuilder(command(main, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(main + " did not end in " + SECONDS + " s: " + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private String classPath() {
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(whole.split(File.pathSeparator))
                .filter(entry -> missing.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
