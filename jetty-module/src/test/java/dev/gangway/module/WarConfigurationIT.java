package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a WAR finds its configuration, in the order that {@code docs/war.md} tells, in real containers. */
class WarConfigurationIT {

    /** From the one that wins to the one that is asked last. */
    private static final List<String> SOURCES = List.of("property", "parameter", "entry", "variable");

    private final Path files = Build.workDirectory();
    private RawUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    /** The source that wins is taken away, one after the other. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY_EE10", "TOMCAT_11"})
    void asksOneAfterTheOther(Container container) throws Exception {
        Map<String, String> named = new LinkedHashMap<>();
        for (String source : SOURCES) {
            named.put(source, file(source));
        }
        for (String winner : SOURCES) {
            assertEquals("/" + winner + " jndi-key", asked(container, named));
            named.remove(winner);
        }
    }

    /** A configuration whose upstream and key tell where it was found. */
    private String file(String source) throws Exception {
        return Files.writeString(files.resolve(source + ".yaml"), """
                access: { callers: loopback }
                routes:
                  - path: /openai_passthrough
                    provider: openai
                    target: "%s/%s"
                    keys: [{ value: "${jndi:gangway/openai-key}" }]
                """.formatted(upstream.origin(), source))
                .toString();
    }

    /** The upstream path and key of a WAR whose configuration {@code named} gives. */
    private String asked(Container container, Map<String, String> named) throws Exception {
        Path base = Build.workDirectory();
        List<String> options = new ArrayList<>();
        if (named.containsKey("property")) {
            options.add("-Dgangway.config=" + named.get("property"));
        }
        String variable = named.getOrDefault("variable", "");
        WarContext.write(container, base, named.get("parameter"), named.get("entry"));
        try (WarContainer war = WarContainer.of(container.start(base, options, Map.of("GANGWAY_CONFIG", variable)))) {
            HttpMessage request = war.asked(upstream);
            return request.target().replace("/x", "")
                    + String.valueOf(request.header("authorization")).replace("Bearer", "");
        }
    }
}
