package dev.gangway.agent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The servers that the agent is tested in: where they are, and how their packages are called. */
enum Jetty {
    V9("9.4", List.of(new Environment("ee8", "javax.servlet", "org.eclipse.jetty.", ""))),
    V10("10", List.of(new Environment("ee8", "javax.servlet", "org.eclipse.jetty.", ""))),
    V11("11", List.of(new Environment("ee9", "jakarta.servlet", "org.eclipse.jetty.", ""))),
    V12_0("12.0", environments("4.0.6", "5.0.2", "6.0.0")),
    V12_1("12.1", environments("4.0.9", "5.0.2", "6.0.0", "6.1.0"));

    /** A servlet API, and what Jetty calls its packages for it. */
    record Environment(String name, String servlet, String packages, String api) {}

    private final String key;
    private final List<Environment> environments;

    Jetty(String key, List<Environment> environments) {
        this.key = key;
        this.environments = environments;
    }

    private static List<Environment> environments(String... apis) {
        List<Environment> all = new ArrayList<>();
        for (int i = 0; i < apis.length; i++) {
            String name = "ee" + (8 + i);
            String api = i == 0 ? "jetty-servlet-api-" : i == 1 ? "jetty-jakarta-servlet-api-" : "jakarta.servlet-api-";
            String servlet = i == 0 ? "javax.servlet" : "jakarta.servlet";
            all.add(new Environment(name, servlet, "org.eclipse.jetty." + name + ".", api + apis[i]));
        }
        return all;
    }

    boolean is12() {
        return this == V12_0 || this == V12_1;
    }

    List<Environment> environments() {
        return environments;
    }

    String version() {
        return System.getProperty("jetty." + key);
    }

    private List<Path> jars(Predicate<String> wanted) {
        Path lib = Path.of("target", "jetty", "jetty-home-" + version(), "lib").toAbsolutePath();
        try (Stream<Path> files = Files.walk(lib, 2)) {
            return files.filter(file -> wanted.test(lib.relativize(file).toString()))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every environment shares. */
    List<Path> core() {
        List<Path> jars = new ArrayList<>(jars(name -> is12()
                ? name.matches("jetty-(?!ee\\d|servlet-api|jakarta).*") || logging(name) || http2(name)
                : !name.contains(File.separator) || logging(name) || http2(name)));
        if (speaksHttp2()) {
            jars.addAll(extras());
        }
        return jars;
    }

    private static boolean logging(String name) {
        return name.matches("logging.(slf4j-api|jetty-slf4j-impl)-.*");
    }

    private static boolean http2(String name) {
        return name.matches("http2.*-(common|hpack)-.*|compression/jetty-compression-(common|gzip)-.*");
    }

    /** Whether there is a client for HTTP/2: one of each family. */
    boolean speaksHttp2() {
        return this == V9 || this == V12_1;
    }

    private List<Path> extras() {
        return in("extras", "-" + version() + ".jar");
    }

    /** Gangway's servlets, and what they bring. */
    static List<Path> gangway() {
        return in("gangway", ".jar");
    }

    private static List<Path> in(String folder, String end) {
        try (Stream<Path> files = Files.list(Path.of("target", folder).toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code environment} has of its own. */
    List<Path> own(Environment environment) {
        return is12()
                ? jars(name ->
                        name.startsWith("jetty-" + environment.name() + "-") || name.startsWith(environment.api()))
                : List.of();
    }

    /** What stands in the gateway's source for what is called differently. */
    Map<String, String> words(Environment environment) {
        boolean old = this == V9;
        return Map.ofEntries(
                Map.entry("servlet", environment.servlet()),
                Map.entry("proxy", environment.packages() + "proxy"),
                Map.entry("context", environment.packages() + "servlet"),
                Map.entry("handler", is12() && environment.name().matches("ee[89]") ? ".get()" : ""),
                Map.entry("client", is12() ? "org.eclipse.jetty.client" : "org.eclipse.jetty.client.api"),
                Map.entry("contents", is12() ? "org.eclipse.jetty.client" : "org.eclipse.jetty.client.util"),
                Map.entry("content", old ? "BytesContentProvider" : "BytesRequestContent"),
                Map.entry("type", "\"application/json\", "),
                Map.entry("body", old ? "content" : "body"),
                Map.entry("header", old ? "header(" : "headers(headers -> headers.put("),
                Map.entry("end", old ? "" : ")"),
                Map.entry("h2imports", http2Imports()),
                Map.entry("h2client", http2Client()));
    }

    private String http2Imports() {
        if (!speaksHttp2()) {
            return "";
        }
        return is12()
                ? "import org.eclipse.jetty.http2.client.HTTP2Client;\n"
                        + "import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;"
                : "import org.eclipse.jetty.http2.client.HTTP2Client;\n"
                        + "import org.eclipse.jetty.http2.client.http.HttpClientTransportOverHTTP2;";
    }

    private String http2Client() {
        String client =
                "new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client())" + (is12() ? ")" : ", null)");
        return speaksHttp2() ? "HttpClient client = " + client + "; client.start(); return client;" : "return null;";
    }
}
