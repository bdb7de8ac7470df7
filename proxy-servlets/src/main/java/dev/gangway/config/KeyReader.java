package dev.gangway.config;

import dev.gangway.config.RouteConfig.ProviderKind;
import dev.gangway.credential.CloudSettings;
import dev.gangway.credential.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code keys} of a route or of its {@code vertex} block. */
final class KeyReader {

    /** What the keys are for. */
    enum Use {
        PLAIN,
        AZURE,
        BEDROCK,
        VERTEX;

        static Use of(@Nullable ProviderKind provider) {
            return provider == ProviderKind.AZURE ? AZURE : provider == ProviderKind.BEDROCK ? BEDROCK : PLAIN;
        }
    }

    static final List<String> SETTINGS = List.of(
            "name",
            "value",
            "access-token",
            "endpoint",
            "anthropic-endpoint",
            "api-version",
            "region",
            EntraReader.NAME,
            GoogleReader.NAME,
            AwsReader.NAME);
    private static final List<String> AZURE = List.of("endpoint", "anthropic-endpoint", "api-version");

    /** Of the paths that Azure's clients send; the longer ones first. */
    private static final List<String> BEGINNINGS =
            List.of("/openai/v1", "/anthropic/v1", "/openai", "/anthropic", "/v1");

    private final Block parent;
    private final Use use;
    private final boolean known;

    /**
     * Reads the keys of {@code parent}.
     *
     * @param known false where the provider is not, so that nobody can say which settings fit
     */
    KeyReader(Block parent, Use use, boolean known) {
        this.parent = parent;
        this.use = use;
        this.known = known;
    }

    /** Exactly one, if there is no problem; an empty one where the file has none. */
    List<KeyConfig> read() {
        List<Node> items = parent.items("keys");
        if (items.isEmpty()) {
            return List.of(missing());
        }
        if (items.size() > 1) {
            parent.problem("keys", "several keys per route are a later feature; keep one");
        }
        List<KeyConfig> keys = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Block block = parent.item(items.get(i), SETTINGS);
            if (block != null) {
                keys.add(key(block, "key-" + (i + 1)));
            }
        }
        return keys;
    }

    private KeyConfig missing() {
        String keys = parent.path("keys");
        return new KeyConfig("key-1", Secret.NONE, Secret.NONE, null, null, null, keys, keys + "[0]." + place());
    }

    private KeyConfig key(Block block, String defaultName) {
        checkUse(block);
        Secret value = block.secret("value", Values::key);
        Secret token = block.secret("access-token", Values::key);
        if (use == Use.VERTEX && !value.isEmpty() && !token.isEmpty()) {
            block.problem(
                    "access-token",
                    "must not stand beside a value: leave " + block.setting("access-token") + " or "
                            + block.setting("value") + " empty");
        }
        String region = block.read("region", Values::region);
        CloudSettings cloud = cloud(block, region);
        if (cloud != null && !(value.isEmpty() && token.isEmpty())) {
            block.problem(block.node(), "must have one of value, access-token, entra, google and aws, not several");
        }
        return new KeyConfig(
                block.read("name", Values::name, defaultName),
                value,
                token,
                block.read("endpoint", text -> Urls.before(BEGINNINGS, "https://my-resource.openai.azure.com", text)),
                block.read(
                        "anthropic-endpoint",
                        text -> Urls.before(BEGINNINGS, "https://my-resource.services.ai.azure.com", text)),
                block.read("api-version", Values::apiVersion),
                setting(block),
                block.setting(place()),
                cloud,
                region);
    }

    /** Where a key is used, where it says so. */
    private String place() {
        return use == Use.BEDROCK ? "region" : "endpoint";
    }

    private static @Nullable CloudSettings cloud(Block block, @Nullable String region) {
        Block google = block.block(GoogleReader.NAME, GoogleReader.SETTINGS);
        Block entra = block.block(EntraReader.NAME, EntraReader.SETTINGS);
        if (entra != null) {
            return EntraReader.read(entra);
        }
        Block aws = block.block(AwsReader.NAME, AwsReader.SETTINGS);
        if (aws != null) {
            return AwsReader.read(aws, region == null ? "" : region);
        }
        return google == null ? null : GoogleReader.read(google);
    }

    private void checkUse(Block block) {
        if (known && use != Use.VERTEX && block.has("access-token")) {
            block.problem("access-token", "is only for vertex.keys");
        }
        if (known && use != Use.VERTEX && block.has(GoogleReader.NAME)) {
            block.problem(block.node(GoogleReader.NAME), "is only for vertex.keys");
        }
        for (String name : List.of("region", AwsReader.NAME)) {
            if (known && use != Use.BEDROCK && block.has(name)) {
                block.problem(block.node(name), "is only for bedrock routes");
            }
        }
        if (known && use != Use.AZURE && block.has(EntraReader.NAME)) {
            block.problem(block.node(EntraReader.NAME), "is only for azure routes");
        }
        for (String name : AZURE) {
            if (known && use != Use.AZURE && block.has(name)) {
                block.problem(name, "is only for azure routes");
            }
        }
    }

    private String setting(Block block) {
        Block google = block.block(GoogleReader.NAME, GoogleReader.SETTINGS);
        if (google != null) {
            return GoogleReader.setting(google);
        }
        Block entra = block.block(EntraReader.NAME, EntraReader.SETTINGS);
        if (entra != null) {
            return entra.setting("client-secret");
        }
        Block aws = block.block(AwsReader.NAME, AwsReader.SETTINGS);
        if (aws != null) {
            return aws.setting("access-key-id");
        }
        String value = block.setting("value");
        return use == Use.VERTEX ? block.setting("access-token") + " or " + value : value;
    }
}
