package dev.gangway.config;

import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.AwsSettings.Source;
import dev.gangway.credential.CloudLibrary;
import dev.gangway.credential.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code aws} block of a key. */
final class AwsReader {

    static final String NAME = "aws";
    static final List<String> SETTINGS =
            List.of("access-key-id", "secret-access-key", "session-token", "profile", "source");

    private static final List<String> SOURCES = List.of("default", "environment", "container", "instance");

    private final Block block;
    private final String region;

    private AwsReader(Block block, String region) {
        this.block = block;
        this.region = region;
    }

    /** Null where all that it may come from is empty. */
    static @Nullable AwsSettings read(Block block, String region) {
        return new AwsReader(block, region).read();
    }

    private @Nullable AwsSettings read() {
        Secret id = block.secret("access-key-id", Values::key);
        Secret secret = block.secret("secret-access-key", Values::key);
        Secret session = block.secret("session-token", Values::key);
        String profile = block.read("profile", Values::name);
        String source = block.read("source", text -> Choice.of(SOURCES, text));
        boolean own = !block.isEmpty("access-key-id") || !block.isEmpty("secret-access-key");
        if (own && block.isEmpty("access-key-id") != block.isEmpty("secret-access-key")) {
            block.problem(block.node(), "needs both access-key-id and secret-access-key");
        }
        int ways = (own ? 1 : 0) + (profile == null ? 0 : 1) + (block.isEmpty("source") ? 0 : 1);
        if (ways > 1) {
            block.problem(block.node(), "must have one of access-key-id, profile and source only");
        }
        if (ways > 0 && !CloudLibrary.AWS.isThere()) {
            block.problem(block.node(), "needs AWS's libraries: " + CloudLibrary.AWS.advice());
        }
        if (own) {
            return new AwsSettings(Source.CONFIGURATION, id, secret, session, null, region);
        }
        return ways == 0 ? null : elsewhere(profile, source);
    }

    private AwsSettings elsewhere(@Nullable String profile, @Nullable String source) {
        Source from = profile != null ? Source.PROFILE : source(source);
        return new AwsSettings(from, Secret.NONE, Secret.NONE, Secret.NONE, profile, region);
    }

    private static Source source(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "environment" -> Source.ENVIRONMENT;
            case "container" -> Source.CONTAINER;
            case "instance" -> Source.INSTANCE;
            default -> Source.DEFAULT;
        };
    }
}
