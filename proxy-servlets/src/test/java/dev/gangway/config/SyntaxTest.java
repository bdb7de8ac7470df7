package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gangway.config.ConfigException.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxTest {

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("routes: [hunter2\nb: 2\n", "line 2, column 2: not valid YAML"),
                arguments("routes:\n\t- hunter2\n", "line 2, column 1: not valid YAML"),
                arguments("a: 1\nsecret: \"hunter2\n", "line 3, column 1: not valid YAML"),
                arguments("a: {value: ${hunter2}}", "line 1, column 13: not valid YAML"),
                arguments("? [hunter2, b]\n: c\n", "line 1, column 4: not valid YAML"),
                arguments("a: hunter2\n b: c\n", "line 2, column 3: not valid YAML"),
                arguments("a: hunter2\u0001\n", "line 1, column 11: a control character"),
                arguments("a: 1\nb: hunter2\ud800\n", "line 2, column 11: a control character"),
                arguments("a: 1\na: 2\nb: [hunter2", "line 3, column 12: not valid YAML"),
                arguments("%YAML 9.0\n---\na: hunter2\n", "line 1, column 1: not valid YAML"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isOneProblemWithItsPlaceAndNoContent(String yaml, String message) {
        List<Problem> problems = Configs.problems(yaml);

        assertEquals(1, problems.size());
        assertEquals("", problems.get(0).path());
        assertTrue(problems.get(0).message().startsWith(message), problems.toString());
        assertFalse(problems.toString().contains("hunter2"), problems.toString());
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments(Named.of("many lists", "[".repeat(200_000)), "nested more than 32 levels"),
                arguments(Named.of("many items", "- ".repeat(100_000)), "nested more than 32 levels"),
                arguments(Named.of("many maps", "{a: ".repeat(50_000)), "nested more than 32 levels"),
                arguments(Named.of("many keys", "a: 1\n".repeat(50_000)), "set twice"),
                arguments(Named.of("many colons", ": ".repeat(100_000)), "not valid YAML"),
                arguments(Named.of("many question marks", "? ".repeat(100_000)), "not valid YAML"),
                arguments(Named.of("many anchors", "a: " + "&x ".repeat(60_000)), "not valid YAML"),
                arguments(Named.of("long tag", "!".repeat(200_000)), "tags are not supported"),
                arguments(Named.of("long quote", "a: \"" + "x ".repeat(120_000)), "not valid YAML"),
                arguments(Named.of("long number", "a: " + "9".repeat(200_000)), "unknown setting"),
                arguments(Named.of("long key", "x".repeat(1000) + ": 1"), "unknown setting"),
                arguments(Named.of("too large", "#\n".repeat(1536 * 1024 + 1)), "larger than 3145728 characters"),
                arguments(Named.of("long line", "\n" + "#".repeat(256 * 1024 + 1)), "line 2: is longer than 262144"),
                arguments(Named.of("long lines", ("#".repeat(250_000) + "\n").repeat(12) + "x: 1"), "unknown setting"),
                arguments(Named.of("laughs", laughs()), "aliases are not supported"));
    }

    private static String laughs() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 100; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(9) + alias + "]\n");
        }
        return yaml.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void survivesHostileInput(String yaml, String message) {
        List<Problem> problems = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Configs.problems(yaml));

        assertTrue(problems.size() <= 201);
        assertTrue(
                problems.stream().anyMatch(p -> p.message().contains(message)),
                () -> problems.get(0).message());
        assertTrue(problems.stream().allMatch(p -> p.toString().length() < 500));
    }

    @Test
    void countsWhatItDoesNotList() {
        List<Problem> problems = Configs.problems("a: 1\n".repeat(1000));

        // 999 duplicates, one unknown setting, no routes.
        assertEquals(new Problem("", "and 801 more"), problems.get(200));
    }

    @Test
    void toleratesAByteOrderMarkAndWindowsLines() throws ConfigException {
        String yaml = "\ufeffroutes:\r\n  - path: /r\r\n    provider: openai\r\n";

        assertEquals("/r", Configs.parse(yaml).routes().get(0).path());
    }
}
