package dev.gangway.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.config.Settings.Target;
import dev.gangway.observe.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies where settings come from, which of them counts, and that all mistakes are told at once. */
class SettingsReaderTest {

    @TempDir
    private Path folder;

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private static Settings read(String arguments) throws InvalidSettings {
        return SettingsReader.read(Given.of(arguments, new Properties(), Map.of()));
    }

    private static List<String> problems(Given given) {
        return assertThrows(InvalidSettings.class, () -> SettingsReader.read(given))
                .problems();
    }

    @Test
    void hasDefaults() throws InvalidSettings {
        Settings settings = read("");

        assertTrue(settings.enabled());
        assertEquals(1, settings.sample());
        assertNull(settings.slowMillis());
        assertTrue(settings.errorsAlways());
        assertEquals(RecordFormat.JSON, settings.format());
        assertEquals(Target.APP, settings.target());
        assertEquals(8192, settings.queueSize());
        assertNull(settings.excerpts());
        assertTrue(Objects.requireNonNull(settings.prices()).get().has("gpt-4o"));
    }

    @Test
    void argumentsGoBeforePropertiesBeforeTheEnvironmentBeforeTheFile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("agent.properties"), "sample=0.1\nslow.ms=1\nqueue.size=1\nfile.keep=1\n");
        Map<String, String> environment =
                Map.of("GANGWAY_AGENT_SAMPLE", "0.2", "GANGWAY_AGENT_SLOW_MS", "2", "GANGWAY_AGENT_QUEUE_SIZE", "2");
        Properties properties = properties("gangway.agent.sample", "0.3", "gangway.agent.slow.ms", "3", "other", "x");

        Settings settings = SettingsReader.read(Given.of("jar=/x;sample=0.4;config=" + file, properties, environment));

        assertEquals(0.4, settings.sample());
        assertEquals(3L, settings.slowMillis());
        assertEquals(2, settings.queueSize());
        assertEquals(1, settings.keep());
    }

    @Test
    void readsEverySetting() throws InvalidSettings {
        Settings settings =
                read("enabled=false;providers=llm.internal=openai,10.0.0.1:8000=groq;hosts.include=*.openai.com;"
                        + "hosts.exclude=a.openai.com, b.openai.com;errors.always=false;format=logfmt;target=file;"
                        + "file=/var/log/x.jsonl;file.max-size=5MB;file.keep=2");

        assertFalse(settings.enabled());
        assertEquals(Map.of("llm.internal", "openai", "10.0.0.1:8000", "groq"), settings.providers());
        assertTrue(settings.wants("c.openai.com"));
        assertFalse(settings.wants("b.openai.com"));
        assertFalse(settings.wants("api.anthropic.com"));
        assertFalse(settings.errorsAlways());
        assertEquals(RecordFormat.LOGFMT, settings.format());
        assertEquals(Path.of("/var/log/x.jsonl"), settings.file());
        assertEquals(5_000_000, settings.maxSize());
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "agent.md"));
        for (Key key : Key.values()) {
            assertTrue(
                    page.contains("| `" + key.property() + "`") || page.contains(", `" + key.property() + "` |"),
                    key::property);
        }
    }

    @Test
    void readsWhatIsShownOfBodies() throws InvalidSettings {
        Settings.Excerpts excerpts =
                read("bodies=true;target=file;file=x;bodies.limit=100;bodies.redact=[0-9]{2,} a\\sb")
                        .excerpts();

        assertEquals(new Settings.Excerpts(100, List.of("[0-9]{2,}", "a\\sb")), excerpts);
        assertNull(read("bodies=false;bodies.limit=100").excerpts());
    }

    @Test
    void readsPricesOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("prices.json"), "{\"mine\": {\"input_cost_per_token\": 1}}");

        assertTrue(Objects.requireNonNull(read("prices=" + file).prices()).get().has("mine"));
        assertNull(read("prices=off").prices());
        Files.writeString(file, "[]");
        for (String bad : List.of("/no/such/file", file.toString())) {
            String problem = problems(Given.of("prices=" + bad, new Properties(), Map.of()))
                    .get(0);
            assertTrue(problem.startsWith("prices=" + bad + ": must be on, off, or a file"), problem);
        }
    }

    @Test
    void listsEveryProblem() {
        List<String> problems = problems(Given.of(
                "sample=2;target=file;format=xml;providers=host;speed=1;nonsense;queue.size=x;file.max-size=12;enabled=yes;"
                        + "bodies.limit=0;bodies.redact=[a x*",
                properties("gangway.agent.nope", "1"),
                Map.of()));

        String all = String.join("\n", problems);
        List.of(
                        "sample=2: must be a number from 0 to 1",
                        "target=file needs a file",
                        "format=xml: must be one of json, logfmt",
                        "providers: host: write host=name",
                        "argument speed: there is no such setting",
                        "argument nonsense: write key=value",
                        "queue.size=x: must be from 1",
                        "file.max-size=12: must be such as 100MB",
                        "enabled=yes: must be true or false",
                        "bodies.limit=0: must be bytes, from 1 to 65536",
                        "bodies.redact=[a x*: must be regular expressions",
                        "nope: there is no such setting")
                .forEach(part -> assertTrue(all.contains(part), () -> part + " in\n" + all));
        assertEquals(12, problems.size(), all);
    }

    @Test
    void bodiesGoToAFileOnly() {
        assertEquals(
                List.of("bodies=true needs target=file: excerpts of bodies go to no log"),
                problems(Given.of("bodies=true;target=stderr", new Properties(), Map.of())));
        assertTrue(problems(Given.of("bodies.redact=x*", new Properties(), Map.of()))
                .get(0)
                .contains("none of which matches the empty text"));
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertTrue(problems(Given.of("config=/no/such/file", new Properties(), Map.of()))
                .get(0)
                .startsWith("config /no/such/file: cannot be read"));
    }

    @Test
    void changesOneAndTakesItBack() throws InvalidSettings {
        Given given = Given.of("sample=0.5", new Properties(), Map.of());

        assertEquals(0.1, SettingsReader.read(given.with("sample", "0.1")).sample());
        assertEquals(1, SettingsReader.read(given.with("sample", "")).sample());
        assertEquals(0.5, SettingsReader.read(given).sample());
        assertEquals(1, problems(given.with("nope", "1")).size());
    }
}
