package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every YAML block of the documentation is a configuration that loads. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONFIGURATION = ROOT.resolve("docs/configuration.md");
    private static final Path OBSERVABILITY = ROOT.resolve("docs/observability.md");
    private static final Path PRICES = ROOT.resolve("docs/prices.md");
    private static final Path CREDENTIALS = ROOT.resolve("docs/credentials.md");

    /** A block after {@code <!-- fragment -->} has no routes of its own. */
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- fragment -->\\R)?^```yaml\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    /** A table whose first column is neither a setting nor a provider. */
    private static final Pattern OTHER_TABLE = Pattern.compile(
            "^\\| (?!setting |provider )[^|]+\\|[^\n]*\n\\|---[^\n]*\n(?:\\|[^\n]*\n?)*", Pattern.MULTILINE);

    private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:[^}]*}");
    private static final String GOOGLE = "{\"type\":\"service_account\"}";
    private static final String SOME_ROUTES = "routes: [{ path: /some, provider: openai }]\n";

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> everyBlockLoads() throws IOException {
        List<DynamicTest> tests = new ArrayList<>(blocks(CONFIGURATION));
        assertFalse(tests.isEmpty());
        tests.addAll(blocks(OBSERVABILITY));
        tests.addAll(blocks(PRICES));
        tests.addAll(blocks(CREDENTIALS));
        if (Files.exists(ROOT.resolve("README.md"))) {
            tests.addAll(blocks(ROOT.resolve("README.md")));
        }
        return tests.stream();
    }

    private static List<DynamicTest> blocks(Path file) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "from-a-file\n");
        Path google = Files.writeString(directory.resolve("google.json"), GOOGLE);
        List<DynamicTest> tests = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(file));
        while (block.find()) {
            String yaml = SECRET_FILE.matcher(block.group(2)).replaceAll("\\${file:" + secret + "}");
            yaml = yaml.replace("/etc/gangway/prices.json", ROOT + "/etc/prices.json");
            yaml = yaml.replace("/etc/gangway/google.json", google.toString());
            String whole = block.group(1) == null ? yaml : SOME_ROUTES + yaml;
            String name = file.getFileName() + " " + (tests.size() + 1);
            tests.add(DynamicTest.dynamicTest(
                    name, () -> new ConfigLoader(DocumentationTest::example).parse(whole, name)));
        }
        return tests;
    }

    private static String example(String variable) {
        if (variable.endsWith("PROXY")) {
            return "";
        }
        if (variable.equals("GOOGLE_CREDENTIALS_JSON")) {
            return GOOGLE;
        }
        return variable.endsWith("ENDPOINT") ? "https://my-resource.openai.azure.com" : "value-of-" + variable.length();
    }

    /** The tables of a section have the settings that its reader knows, and no other. */
    @TestFactory
    Stream<DynamicTest> everySectionHasItsSettings() {
        return Stream.of(
                section(CONFIGURATION, GatewayReader.SETTINGS, "The top"),
                section(CONFIGURATION, both(GatewayReader.ACCESS, GatewayReader.ACCESS_KEY), "`access`"),
                section(CONFIGURATION, UpstreamReader.SETTINGS, "`upstream`"),
                section(CONFIGURATION, PricesReader.SETTINGS, "`prices`"),
                section(
                        CONFIGURATION,
                        RouteReader.SETTINGS,
                        "`routes[]`",
                        "On every route",
                        "Usage and cost in what passes",
                        "Generic routes"),
                section(CONFIGURATION, KeyReader.SETTINGS, "`keys[]`"),
                section(CONFIGURATION, RouteReader.TIMEOUTS, "`timeouts`"),
                section(CONFIGURATION, RouteReader.VERTEX, "`vertex`"),
                section(CONFIGURATION, KnownProviders.names(), "Known providers"),
                section(CREDENTIALS, GoogleReader.SETTINGS, "Google Cloud"),
                section(CREDENTIALS, EntraReader.SETTINGS, "Azure"),
                section(CREDENTIALS, AwsReader.SETTINGS, "AWS"),
                section(OBSERVABILITY, ObserveReader.RECORDS, "The file"),
                section(OBSERVABILITY, ObserveReader.BODIES, "Bodies"),
                section(OBSERVABILITY, ObserveReader.METRICS, "Metrics"));
    }

    private static DynamicTest section(Path file, List<String> settings, String... headings) {
        return DynamicTest.dynamicTest(headings[0], () -> {
            Set<String> described = new TreeSet<>();
            for (String heading : headings) {
                Matcher rows = ROW.matcher(text(file, heading));
                while (rows.find()) {
                    described.add(rows.group(1));
                }
            }
            assertEquals(new TreeSet<>(settings), described);
        });
    }

    /** What stands below {@code heading}, up to the next one; of tables only those of settings. */
    private static String text(Path file, String heading) throws IOException {
        String text = Files.readString(file);
        int start = text.indexOf("# " + heading + "\n");
        assertTrue(start > 0, heading);
        int end = text.indexOf("\n#", start);
        String section = text.substring(start, end < 0 ? text.length() : end);
        return OTHER_TABLE.matcher(section).replaceAll("");
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** As it is shown, but for the settings that the page leaves out. */
    @Test
    void mistakesAreListedAsShown() throws IOException {
        String shown = text(CONFIGURATION, "When something is wrong");
        shown = shown.substring(shown.indexOf("```text\n") + 8, shown.lastIndexOf("\n```"));
        String pattern = "\\Q" + shown.replace("…", "\\E.*\\Q") + "\\E";
        ConfigException said =
                assertThrows(ConfigException.class, () -> ConfigLoader.system().parse("""
                        access:
                          callers: anyon
                        routes:
                          - path: /openai
                            provider: openai
                            taget: https://api.openai.com
                          - path: /azure
                            provider: azure
                            keys:
                              - value: ${AZURE_OPENAI_API_KEY}
                        """, "gangway.yaml"));
        String message = String.valueOf(said.getMessage());
        assertTrue(message.matches(pattern), message);
    }

    @Test
    void everyDefaultIsNamed() throws IOException {
        String text = text(CONFIGURATION, "`defaults`");
        Set<String> named = new TreeSet<>();
        Matcher words = Pattern.compile("`([a-z-]+)`").matcher(text);
        while (words.find()) {
            if (RouteReader.SETTINGS.contains(words.group(1))) {
                named.add(words.group(1));
            }
        }
        assertEquals(new TreeSet<>(RouteDefaults.SETTINGS), named);
    }
}
