package dev.gangway.agent;

import dev.gangway.agent.Jetty.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles the gateway in {@code src/test/gateway} for a server: one source, whatever packages are called there. */
final class GatewayCompiler {

    private static final Path SOURCES = Path.of("src", "test", "gateway");

    private GatewayCompiler() {}

    /** The class path, and what to give the main program; each server is compiled once. */
    record Compiled(List<Path> classPath, List<String> environments) {}

    static synchronized Compiled compile(Jetty jetty) throws IOException {
        Path folder = Path.of("target", "gateways", jetty.name()).toAbsolutePath();
        List<Path> core = jetty.core();
        Path main = folder.resolve("main");
        Environment first = jetty.environments().get(0);
        List<String> sources = new ArrayList<>(List.of("Main"));
        if (jetty.is12()) {
            sources.add("Core");
        } else {
            sources.addAll(List.of("Servlets", "H2"));
        }
        compile(sources, jetty.words(first), core, main);
        List<Path> classPath = new ArrayList<>(core);
        classPath.add(main);
        List<String> environments = new ArrayList<>();
        if (!jetty.is12()) {
            environments.add(first.name());
            return new Compiled(classPath, environments);
        }
        environments.add("core");
        for (Environment environment : jetty.environments()) {
            Path own = folder.resolve(environment.name());
            List<Path> jars = jetty.own(environment);
            List<Path> all = new ArrayList<>(core);
            all.addAll(jars);
            compile(List.of("Servlets", "H2"), jetty.words(environment), all, own);
            environments.add(environment.name() + File.pathSeparator + path(jars) + File.pathSeparator + own);
        }
        return new Compiled(classPath, environments);
    }

    /** The same with Gangway's own servlet in EE10, where the property {@code records} is set. */
    static synchronized Compiled withGangway() throws IOException {
        Compiled plain = compile(Jetty.V12_1);
        List<Path> more = new ArrayList<>(Jetty.gangway());
        List<Path> all = new ArrayList<>(plain.classPath());
        all.addAll(Jetty.V12_1.own(Jetty.V12_1.environments().get(2)));
        all.addAll(more);
        Path own = Path.of("target", "gateways", Jetty.V12_1.name(), "own").toAbsolutePath();
        compile(List.of("Passthrough"), Map.of(), all, own);
        more.add(own);
        List<String> environments = plain.environments().stream()
                .map(each -> each.startsWith("ee10") ? each + File.pathSeparator + path(more) : each)
                .toList();
        return new Compiled(plain.classPath(), environments);
    }

    static String path(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void compile(List<String> sources, Map<String, String> words, List<Path> classPath, Path to)
            throws IOException {
        Path from = Files.createDirectories(to.resolveSibling(to.getFileName() + "-src"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", to.toString(), "-cp", path(classPath), "--release", "17"));
        boolean changed = !Files.isDirectory(to);
        for (String source : sources) {
            String text = Files.readString(SOURCES.resolve(source + ".java.txt"));
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace("@" + word.getKey() + "@", word.getValue());
            }
            Path file = from.resolve(source + ".java");
            changed |= !Files.exists(file) || !Files.readString(file).equals(text);
            Files.writeString(file, text);
            arguments.add(file.toString());
        }
        if (changed) {
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            Stream.of(arguments).flatMap(List::stream).toArray(String[]::new));
            if (result != 0) {
                throw new AssertionError("the gateway does not compile for " + classPath);
            }
        }
    }
}
