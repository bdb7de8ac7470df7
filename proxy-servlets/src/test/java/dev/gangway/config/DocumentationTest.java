package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void everySettingIsDescribed() throws IOException {
        assertDescribed(CONFIGURATION, everything());
        assertDescribed(
                CREDENTIALS,
                List.of(GoogleReader.SETTINGS, EntraReader.SETTINGS, List.of("session-token", "profile", "source")));
        assertDescribed(OBSERVABILITY, List.of(ObserveReader.RECORDS, ObserveReader.METRICS, ObserveReader.BODIES));
    }

    private static void assertDescribed(Path file, List<List<String>> blocks) throws IOException {
        String text = Files.readString(file);
        for (List<String> settings : blocks) {
            for (String setting : settings) {
                assertTrue(text.contains("| `" + setting + "` |"), setting);
            }
        }
    }

    private static List<List<String>> everything() {
        return List.of(
                GatewayReader.SETTINGS,
                GatewayReader.ACCESS,
                UpstreamReader.SETTINGS,
                PricesReader.SETTINGS,
                RouteReader.SETTINGS,
                RouteReader.TIMEOUTS,
                RouteReader.VERTEX,
                KeyReader.SETTINGS,
                KnownProviders.names());
    }
}
