package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener of the user's own, in a jar in the module's directory for such, is told of exchanges. */
class ListenerIT {

    private static final String SOURCE = """
            package example;

            import dev.gangway.observe.ExchangeListener;
            import dev.gangway.observe.ExchangeRecord;
            import java.io.IOException;
            import java.io.UncheckedIOException;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Teller implements ExchangeListener {
                @Override
                public void onExchange(ExchangeRecord exchange) {
                    try {
                        Path whole = Files.writeString(Path.of("told.part"), exchange.route() + " " + exchange.end().label());
                        Files.move(whole, Path.of("told.txt"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            """;

    private final Upstream upstream = new Upstream();
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--jpms"})
    void isFound(String option) throws Exception {
        base = JettyBase.withModules("http,gangway").routeTo(upstream.origin());
        pack(compile());
        Child jetty = option.isEmpty() ? base.start() : base.start(option);
        Gateway gateway = Gateway.of(JettyBase.awaitReady(jetty), Version.HTTP_1_1);
        assertEquals(200, gateway.get("/openai_passthrough/v1/models").statusCode());
        Path told = base.directory().resolve("told.txt");
        for (int i = 0; i < 1000 && !Files.exists(told); i++) {
            Thread.sleep(10);
        }
        assertTrue(Files.exists(told), jetty::toString);
        assertEquals("/openai_passthrough complete", Files.readString(told));
    }

    private Path compile() throws Exception {
        Path classes = Files.createDirectories(base.directory().resolve("classes"));
        Path source = Files.writeString(base.directory().resolve("Teller.java"), SOURCE);
        try (Stream<Path> jars = Files.list(base.directory().resolve("lib/gangway"))) {
            String path = jars.map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-cp", path, "-d", classes.toString(), source.toString());
            assertEquals(0, result);
        }
        return classes;
    }

    private void pack(Path classes) throws Exception {
        Path folder = Files.createDirectories(base.directory().resolve("lib/gangway-ext"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("teller.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/dev.gangway.observe.ExchangeListener"));
            jar.write("example.Teller\n".getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("example/Teller.class"));
            jar.write(Files.readAllBytes(classes.resolve("example/Teller.class")));
        }
    }
}
