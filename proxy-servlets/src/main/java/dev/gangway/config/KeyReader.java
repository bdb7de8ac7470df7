package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.util.ArrayList;
import java.util.List;

/** The {@code keys} of a route or of its {@code vertex} block. */
final class KeyReader {

    /** What the keys are for. */
    enum Use {
        PLAIN,
        AZURE,
        VERTEX
    }

    static final List<String> SETTINGS =
            List.of("name", "value", "access-token", "endpoint", "anthropic-endpoint", "api-version");
    private static final List<String> AZURE = List.of("endpoint", "anthropic-endpoint", "api-version");

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
        return new KeyConfig("key-1", Secret.NONE, Secret.NONE, null, null, null, keys, keys + "[0].endpoint");
    }

    private KeyConfig key(Block block, String defaultName) {
        checkUse(block);
        return new KeyConfig(
                block.read("name", Values::name, defaultName),
                block.secret("value", Values::key),
                block.secret("access-token", Values::key),
                block.read("endpoint", Urls::parse),
                block.read("anthropic-endpoint", Urls::parse),
                block.read("api-version", Values::apiVersion),
                setting(block),
                block.setting("endpoint"));
    }

    private void checkUse(Block block) {
        if (known && use != Use.VERTEX && block.has("access-token")) {
            block.problem("access-token", "is only for vertex.keys");
        }
        for (String name : AZURE) {
            if (known && use != Use.AZURE && block.has(name)) {
                block.problem(name, "is only for azure routes");
            }
        }
    }

    private String setting(Block block) {
        String value = block.setting("value");
        return use == Use.VERTEX ? block.setting("access-token") + " or " + value : value;
    }
}
