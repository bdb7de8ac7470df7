package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.ForkedJvm.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies {@code gangway check} as a launcher sees it: output and exit code of a process. */
class CheckTest {

    private static Ended check(String... arguments) throws Exception {
        return new ForkedJvm().run(Check.class, arguments);
    }

    private static String file(String yaml) throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        return Files.writeString(Files.createTempFile(directory, "check", ".yaml"), yaml)
                .toString();
    }

    @Test
    void tenMistakesAtOnce() throws Exception {
        String file = file("""
                public-url: llm.example.com
                acess: { callers: loopback }
                access: { callers: everyone, networks: [10.0.0.0/33] }
                upstream: { max-connections: many }
                routes:
                  - path: openai
                    provider: openia
                    keys: [{ value: "${NO_SUCH_VARIABLE}" }]
                  - path: /azure
                    provider: azure
                    keys: [{ value: hush-1, endpoint: "ftp://x" }]
                    timeouts: { idle: 5 parsecs }
                """);

        Ended ended = check("--config", file);

        assertEquals(1, ended.exit());
        assertEquals("", ended.out());
        List<String> lines = ended.err().lines().toList();
        assertEquals(file + ":", lines.get(0));
        for (String path : List.of(
                "public-url",
                "acess",
                "access.callers",
                "access.networks[0]",
                "upstream.max-connections",
                "routes[0].path",
                "routes[0].provider",
                "routes[0].keys[0].value",
                "routes[1].keys[0].endpoint",
                "routes[1].timeouts.idle")) {
            assertEquals(
                    1,
                    lines.stream()
                            .filter(line -> line.startsWith("  " + path + ": "))
                            .count(),
                    path + "\n" + ended.err());
        }
        assertEquals(11, lines.size(), ended.err());
        assertNoNoise(ended);
    }

    @Test
    void aGoodFile() throws Exception {
        String file = file("routes: [{ path: /o, provider: openai, keys: [{ value: hush-1 }] }]");

        assertEquals(new Ended(0, "ok\n", ""), check("--config", file));
    }

    @Test
    void theBuiltIn() throws Exception {
        assertEquals(new Ended(0, "ok\n", ""), check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such/file.yaml", "target"})
    void aFileThatCannotBeRead(String file) throws Exception {
        Ended ended = check("--config", file);

        assertEquals(1, ended.exit());
        assertTrue(ended.err().startsWith(file + ":\n  "), ended.err());
        assertEquals(2, ended.err().lines().count(), ended.err());
        assertNoNoise(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config", "file.yaml", "--help", "--config a b", "--confg a", "--config a --config b"})
    void wrongArguments(String arguments) throws Exception {
        assertEquals(new Ended(2, "", "usage: gangway check [--config FILE]\n"), check(arguments.split(" ")));
    }

    /** What the property or the variable names is checked where nothing else is named, in that order. */
    @Test
    void whereTheFileIsNamed() throws Exception {
        String good = file("routes: [{ path: /o, provider: openai }]");

        assertEquals(
                0,
                new ForkedJvm()
                        .variable("GANGWAY_CONFIG", good)
                        .run(Check.class)
                        .exit());
        assertEquals(
                1,
                new ForkedJvm()
                        .variable("GANGWAY_CONFIG", "none")
                        .run(Check.class)
                        .exit());
        ForkedJvm both = new ForkedJvm().property("gangway.config", good).variable("GANGWAY_CONFIG", "none");
        assertEquals(0, both.run(Check.class).exit());
        assertEquals(1, both.run(Check.class, "--config", "nothing").exit());
    }

    private static void assertNoNoise(Ended ended) {
        assertFalse(ended.err().contains("\tat ") || ended.err().contains("Exception"), ended.err());
        assertFalse(ended.err().contains("hush-"), ended.err());
    }
}
