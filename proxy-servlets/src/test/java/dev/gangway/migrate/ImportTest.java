package dev.gangway.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Verifies imports of other gateways' files: golden files, and that every name in a file comes out somewhere. */
class ImportTest {

    private static final Path SAMPLES = Path.of("src/test/resources/dev/gangway/migrate");

    @TempDir
    private Path directory;

    private record Said(int exit, String out, String err) {}

    private static Said run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Import.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Said importing(String text) throws Exception {
        return run(Files.writeString(directory.resolve("file"), text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "litellm-cohere.in.yaml",
                "litellm-everything.in.yaml",
                "bifrost-quickstart.in.json",
                "bifrost-providers.in.json"
            })
    void golden(String name) throws Exception {
        Said said = run(SAMPLES.resolve(name).toString());

        assertEquals("", said.err());
        assertEquals(0, said.exit());
        String golden = name.replaceAll("in\\.\\w+$", "out.yaml");
        assertEquals(Files.readString(SAMPLES.resolve(golden)), said.out());
    }

    @Test
    void whatComesOutMeansTheSame() throws Exception {
        String yaml = run(SAMPLES.resolve("litellm-cohere.in.yaml").toString()).out();

        GatewayConfig config = new ConfigLoader(variable -> "value-of-" + variable).parse(yaml, "imported");

        assertEquals("/v1/rerank", config.routes().get(0).path());
        assertEquals(
                "value-of-COHERE_API_KEY",
                config.routes().get(0).keys().get(0).value().reveal());
        assertEquals("sk-1234", config.access().keys().get(0).value().reveal());
    }

    /** Nothing is dropped in silence: every setting of a file is in what comes out, as a setting or in a comment. */
    @ParameterizedTest
    @ValueSource(strings = {"litellm", "bifrost"})
    void everythingUnknownIsNamed(String kind) throws Exception {
        List<String> unknown = new ArrayList<>();
        String text = Files.readString(
                SAMPLES.resolve(kind.equals("litellm") ? "litellm-everything.in.yaml" : "bifrost-providers.in.json"));
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
        Object marked = mark(tree, "", unknown);
        String yaml = new tools.jackson.databind.json.JsonMapper().writeValueAsString(marked);

        String out = importing(yaml).out();

        assertTrue(unknown.size() > 10, unknown.toString());
        for (String name : unknown) {
            assertTrue(out.contains(name), name + " is missing from\n" + out);
        }
    }

    /** {@code node} with one setting more in every block, but for those that are left out whole. */
    private static Object mark(Object node, String path, List<String> unknown) {
        if (node instanceof List<?> list) {
            List<Object> marked = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                marked.add(mark(list.get(i), path + "[" + i + "]", unknown));
            }
            return marked;
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Map<String, Object> marked = new java.util.LinkedHashMap<>();
        map.forEach((name, value) -> marked.put(
                name.toString(), mark(value, path.isEmpty() ? name.toString() : path + "." + name, unknown)));
        if (!isLeftOutWhole(path)) {
            String name = "extra" + unknown.size() + "_";
            marked.put(name, "x");
            unknown.add(name);
        }
        return marked;
    }

    private static boolean isLeftOutWhole(String path) {
        return path.startsWith("model_list[0]")
                || path.startsWith("model_list[6]")
                || path.startsWith("model_list[3]")
                || path.matches("general_settings.pass_through_endpoints\\[[2-4]].*")
                || path.matches("(litellm_settings|router_settings|environment_variables|config_store|plugins).*")
                || path.matches("providers.(replicate|openai.keys.[02]).*")
                || path.matches(
                        ".*(aliases|deployments|batch_s3_config|allowed_requests|proxy_config|budgets|model_info).*")
                || path.matches("governance.virtual_keys\\[1].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "{\"a\"", "just text", "routes: []", "- a", "", "a: *b"})
    void whatIsNoneOfTheirs(String text) throws Exception {
        Said said = importing(text);

        assertEquals(1, said.exit());
        assertEquals("", said.out());
        assertTrue(said.err().contains("neither a LiteLLM") || said.err().contains("not valid YAML"), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
    }

    @Test
    void whatNeedsWorkIsSaid() throws Exception {
        Said said = importing("general_settings: { pass_through_endpoints: [{ path: /a b, target: 'http://x y' }] }");

        assertEquals(1, said.exit());
        assertTrue(said.out().contains("path: \"/a b\""), said.out());
        assertTrue(said.err().contains("routes[0].path: must be printable ASCII"), said.err());
        assertTrue(said.err().contains("routes[0].target"), said.err());
    }

    /** Of all that may prove a request, what the other gateway would take. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_list: [{ litellm_params: { model: bedrock/m } }]"
                        + " | region: \"${AWS_REGION_NAME:-${AWS_REGION:-us-west-2}}\", aws: source: default",
                "model_list: [{ litellm_params: { model: bedrock/m, aws_region_name: eu-west-1, aws_profile_name: llm } }]"
                        + " | region: eu-west-1, aws: profile: llm",
                "model_list: [{ litellm_params: { model: bedrock/m, aws_region_name: eu-west-1, api_key: os.environ/K } }]"
                        + " | region: eu-west-1, value: \"${K:-}\"",
                "model_list: [{ litellm_params: { model: 'bedrock/converse/arn:aws:bedrock:eu-central-1:123456789012:"
                        + "inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0' } }]"
                        + " | region: eu-central-1, aws: source: default",
                "model_list: [{ litellm_params: { model: bedrock/us-gov-west-1/anthropic.claude-v2:1 } }]"
                        + " | region: us-gov-west-1, aws: source: default",
                "model_list: [{ litellm_params: { model: 'bedrock/arn:aws:bedrock:us-east-2:1:imported-model/x',"
                        + " aws_region_name: os.environ/A_REGION } }] | region: \"${A_REGION}\", aws: source: default",
                "providers: { bedrock: { keys: [{ value: env.K, bedrock_key_config: { region: env.A_REGION } }] } }"
                        + " | region: \"${A_REGION}\", value: \"${K:-}\"",
                "providers: { bedrock: { keys: [{ value: '', bedrock_key_config: { region: us-east-2 } }] } }"
                        + " | region: us-east-2, aws: source: default",
                "providers: { bedrock: { keys: [{ name: a, value: '' }] } }"
                        + " | name: a, region: \"${AWS_REGION:-us-east-1}\", aws: source: default",
            })
    void bedrocksKeys(String file, String key) throws Exception {
        Said said = importing(file);

        assertEquals("", said.err());
        String written = said.out().substring(said.out().indexOf("keys:\n") + 6);
        assertEquals("- " + key, written.strip().replaceAll("\n +", ", ").replace("aws:, ", "aws: "));
    }

    /** Comments name settings, never what they hold. */
    @Test
    void commentsHoldNoSecrets() throws Exception {
        String out = importing(
                        "litellm_settings: { key: hush-1, \"a\\nb: hush\": hush-2 }\ngeneral_settings: { x: hush-3 }")
                .out();

        assertFalse(out.contains("hush-"), out);
        assertTrue(out.contains("# - general_settings.x: "), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "--help"})
    void wrongArguments(String arguments) {
        Said said = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertEquals(new Said(2, "", "usage: gangway import FILE\n"), said);
    }

    @Test
    void aFileThatIsNotThere() {
        assertEquals(new Said(1, "", "/no/such/file: cannot be read\n"), run("/no/such/file"));
    }
}
