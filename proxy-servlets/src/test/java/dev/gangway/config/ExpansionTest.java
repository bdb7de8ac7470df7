package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

    private static final Map<String, String> VARIABLES =
            Map.of("A", "alpha", "B", "beta", "EMPTY", "", "NESTED", "${A}", "dotted.name", "dots");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain | plain",
                "${A} | alpha",
                "x${A}-${B}y | xalpha-betay",
                "${EMPTY} | \"\"",
                "${EMPTY:-d} | d",
                "${UNSET:-d} | d",
                "${UNSET:-} | \"\"",
                "${A:-d} | alpha",
                "${UNSET:-${B}} | beta",
                "${UNSET:-${EMPTY:-${B:-x}}} | beta",
                "${UNSET:-<${A}>}! | <alpha>!",
                "${A:-${UNSET}} | alpha",
                "${NESTED} | ${A}",
                "${UNSET:-${NESTED}} | ${A}",
                "$${A} | ${A}",
                "$$${A} | $${A}",
                "${UNSET:-$${x}} | ${x}",
                "a$b}c{ | a$b}c{",
                "${dotted.name} | dots",
            })
    void expandsOnce(String text, String expected) throws BadValue {
        assertEquals(expected, expand(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${jndi:gangway/openai-key} | secret",
                "<${jndi:plain}> | <${A}>",
                "${UNSET:-${jndi:plain}} | ${A}",
                "$${jndi:plain} | ${jndi:plain}",
            })
    void takesJndiEntriesAsTheyAre(String text, String expected) throws BadValue {
        assertEquals(expected, entries().expand(TemplateParser.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap://evil/x",
                "java:comp/env/plain",
                "java:global/x",
                "rmi:x",
                "dns:evil",
                "LDAP://evil",
                "a:b",
                "'plain'",
                "a\\b",
                "\"plain\"",
                "a b",
                "",
                "${A}",
                "pl\u00e4in"
            })
    void refusesJndiNamesThatLeadElsewhere(String name) {
        BadValue fault = assertThrows(BadValue.class, () -> TemplateParser.parse("${jndi:" + name + "}"));
        assertTrue(fault.reason().startsWith("${jndi:...} takes a name below java:comp/env/"), fault.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number | JNDI entry java:comp/env/number is not a java.lang.String",
                "missing | JNDI entry java:comp/env/missing is not set"
            })
    void takesNothingButStringsFromJndi(String name, String expected) {
        BadValue fault =
                assertThrows(BadValue.class, () -> entries().expand(TemplateParser.parse("${jndi:" + name + "}")));
        assertEquals(expected, fault.reason());
    }

    private static Expander entries() {
        return Configs.expander(VARIABLES, Map.of("gangway/openai-key", "secret", "plain", "${A}", "number", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${A", "x${A:-", "${A:-b", "${A:-${B}", "${file:/etc/hostname", "${A} ${"})
    void refusesWhatIsNotTerminated(String text) {
        assertTrue(reason(text).startsWith("has a ${ without its }"), reason(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${}", "${A-b}", "${A:b}", "${1A}", "${A B}", "${:-x}", "${A:+x}", "${UNSET:-${}}"})
    void refusesWhatIsMalformed(String text) {
        assertTrue(reason(text).startsWith("has a malformed ${...}"), reason(text));
    }

    @Test
    void namesEveryVariableThatIsNotSet() {
        assertEquals(
                "variable X is not set; set it or give a default: ${X:-};"
                        + " variable Y is not set; set it or give a default: ${Y:-}",
                reason("${X}${A}${Y}"));
    }

    @Test
    void refusesDeepNesting() {
        String deep = "${A:-".repeat(50_000) + "}".repeat(50_000);

        assertEquals("has ${...} nested more than 16 levels deep", reason(deep));
    }

    @Test
    void listsVariablesInTheirOrder() throws BadValue {
        assertEquals(
                List.of("B", "A", "C"),
                List.copyOf(TemplateParser.parse("${B:-${A}}${C}${A}$${D}").variables()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "s3cret\\n | s3cret",
                "s3cret\\r\\n | s3cret",
                "s3cret\\n\\n | s3cret\\n",
                "s3cret | s3cret",
                "${A} | ${A}",
                "\\n | \"\"",
            })
    void readsAFileWithoutItsLastNewline(String content, String expected) throws Exception {
        Path file = write("key", unescape(content));

        assertEquals(unescape(expected), expand("${file:" + file + "}"));
        assertEquals(unescape(expected), expand("${UNSET:-${file:" + file + "}}"));
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void readsFilesOf64KiBAndNoMore() throws Exception {
        Path fits = write("fits", "x".repeat(64 * 1024));
        Path larger = write("larger", "x".repeat(64 * 1024 + 1));

        assertEquals(64 * 1024, expand("${file:" + fits + "}").length());
        assertEquals("file " + larger + " is larger than 64 KiB", reason("${file:" + larger + "}"));
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        Path missing = directory.resolve("missing");
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertEquals("file " + missing + " does not exist", reason("${file:" + missing + "}"));
        assertEquals("file " + directory + " is a directory", reason("${file:" + directory + "}"));
        assertEquals("file " + binary + " is not UTF-8 text", reason("${file:" + binary + "}"));
        String absolute = "${file:...} takes an absolute path, without variables in it";
        assertEquals(absolute, reason("${file:relative}"));
        assertEquals(absolute, reason("${file:}"));
        assertEquals(absolute, reason("${file:/${A}}"));
    }

    @Test
    void leavesAFileAloneThatIsNotNeeded() throws BadValue {
        assertEquals("alpha", expand("${A:-${file:/does/not/exist}}"));
    }

    @Test
    void worksForEveryKindOfValueButNotInKeys() throws ConfigException {
        GatewayConfig config = Configs.parse(
                Map.of("N", "7", "S", "3s", "SIZE", "2KiB", "P", "openai", "NET", "10.0.0.0/8", "R", "/r"), """
                upstream: { max-connections: "${N}" }
                access: { networks: ["${NET}"], callers: "${WHO:-anyone}" }
                routes:
                  - path: ${R}
                    provider: ${P}
                    timeouts: { connect: "${S}", total: "${T:-none}" }
                    max-request-body: ${SIZE}
                """);

        RouteConfig route = config.routes().get(0);
        assertEquals(7, config.upstream().maxConnections());
        assertEquals(List.of("10.0.0.0/8"), config.access().networks());
        assertEquals(AccessConfig.Callers.ANYONE, config.access().callers());
        assertEquals("/r", route.path());
        assertEquals(Duration.ofSeconds(3), route.timeouts().connect());
        assertEquals(2048, route.maxRequestBody());

        List<ConfigException.Problem> problems =
                Configs.problems(Map.of("K", "upstream"), "${K}: {}\nroutes: [{ path: /r, provider: openai }]");
        assertEquals(List.of("?"), Configs.paths(problems));
    }

    @Test
    void systemTakesTheEnvironmentThenProperties() throws ConfigException {
        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(e -> e.getKey().equals("PATH"))
                .findFirst()
                .orElseThrow();
        System.setProperty("PATH", "/property");
        System.setProperty("gangway.test.key", "from-property");
        try {
            GatewayConfig config = ConfigLoader.system()
                    .parse(
                            Configs.routeYaml("openai", "keys: [{ name: main, value: \"${gangway.test.key}\" }]")
                                    + "signing-secret: \"${PATH}\"",
                            "test.yaml");
            assertEquals(
                    "from-property",
                    config.routes().get(0).keys().get(0).value().reveal());
            assertEquals(variable.getValue(), config.signingSecret().reveal());
            assertFalse(config.signingSecret().isEmpty());
        } finally {
            System.clearProperty("PATH");
            System.clearProperty("gangway.test.key");
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String expand(String text) throws BadValue {
        return Configs.expander(VARIABLES).expand(TemplateParser.parse(text));
    }

    private static String reason(String text) {
        return assertThrows(BadValue.class, () -> expand(text)).reason();
    }
}
