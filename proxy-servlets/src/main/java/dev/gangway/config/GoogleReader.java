package dev.gangway.config;

import dev.gangway.credential.CloudLibrary;
import dev.gangway.credential.GoogleSettings;
import dev.gangway.credential.GoogleSettings.From;
import dev.gangway.credential.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The {@code google} block of a key. */
final class GoogleReader {

    static final String NAME = "google";
    static final List<String> SETTINGS =
            List.of("credentials-file", "credentials", "adc", "metadata", "impersonate", "quota-project");

    private static final int MOST_BYTES = 64 * 1024;
    private static final List<String> TYPES = List.of(
            "service_account",
            "external_account",
            "external_account_authorized_user",
            "impersonated_service_account",
            "authorized_user");

    private final Block block;

    private GoogleReader(Block block) {
        this.block = block;
    }

    /** Null where all that it may come from is empty. */
    static @Nullable GoogleSettings read(Block block) {
        return new GoogleReader(block).read();
    }

    private @Nullable GoogleSettings read() {
        Path file = block.read("credentials-file", GoogleReader::file);
        Secret json = block.secret("credentials", GoogleReader::json);
        List<From> sources = new ArrayList<>();
        add(sources, From.FILE, !block.isEmpty("credentials-file"));
        add(sources, From.JSON, !block.isEmpty("credentials"));
        add(sources, From.ADC, block.read("adc", Values::flag, false));
        add(sources, From.METADATA, block.read("metadata", Values::flag, false));
        if (sources.size() > 1) {
            block.problem(block.node(), "must have one of credentials-file, credentials, adc and metadata only");
        }
        if (!sources.isEmpty() && !CloudLibrary.GOOGLE.isThere()) {
            block.problem(block.node(), "needs Google's auth library: " + CloudLibrary.GOOGLE.advice());
        }
        String impersonate = block.read("impersonate", GoogleReader::account);
        String quotaProject = block.read("quota-project", Values::project);
        return sources.isEmpty() ? null : new GoogleSettings(sources.get(0), file, json, impersonate, quotaProject);
    }

    private static void add(List<From> sources, From source, boolean given) {
        if (given) {
            sources.add(source);
        }
    }

    /** The settings that it may come from, with their variables. */
    static String setting(Block block) {
        return block.has("credentials") ? block.setting("credentials") : block.setting("credentials-file");
    }

    private static Path file(String path) throws BadValue {
        Path file = TextFile.absolute(path, "a credentials file");
        check(TextFile.read(file, MOST_BYTES), "file " + path);
        return file;
    }

    private static String json(String text) throws BadValue {
        check(text, "it");
        return text;
    }

    private static void check(String text, String what) throws BadValue {
        String type;
        try {
            type = new JsonMapper().readTree(text).path("type").asString("");
        } catch (JacksonException e) {
            throw new BadValue(what + " is not JSON; it must hold the credentials that Google Cloud hands out");
        }
        if (!TYPES.contains(type)) {
            throw new BadValue(what + " has no \"type\" that is known: " + String.join(", ", TYPES));
        }
    }

    private static String account(String text) throws BadValue {
        if (!text.matches("[A-Za-z0-9.-]{1,80}@[A-Za-z0-9.-]{1,120}")) {
            throw new BadValue("must be the e-mail address of a service account");
        }
        return text;
    }
}
