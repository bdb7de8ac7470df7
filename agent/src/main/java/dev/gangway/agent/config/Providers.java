package dev.gangway.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The providers that are known, and the public hosts that each of them answers at. */
public final class Providers {

    private static final String LOCAL = "localhost";

    /** A {@code *} stands for any text. */
    private static final Map<String, List<String>> HOSTS = Map.of(
            "openai", List.of("api.openai.com", "*.api.openai.com"),
            "anthropic", List.of("api.anthropic.com"),
            "azure", List.of("*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com"),
            "gemini", List.of("generativelanguage.googleapis.com"),
            "vertex",
                    List.of(
                            "aiplatform.googleapis.com",
                            "*-aiplatform.googleapis.com",
                            "aiplatform.*.rep.googleapis.com"),
            "bedrock", List.of("bedrock-runtime.*.amazonaws.com", "bedrock-runtime-fips.*.amazonaws.com"));

    /** These, and others whose API is one of theirs, as the gateway has them; by name, in its order. */
    private static final Map<String, Provider> ALL = all();

    private Providers() {}

    /** The provider {@code name}, or null. */
    public static @Nullable Provider named(String name) {
        return ALL.get(name);
    }

    /** All names. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /** Who answers at the public host {@code name}, in lower case; null where it is nobody's. */
    public static @Nullable Provider at(String name) {
        for (Provider found : ALL.values()) {
            if (found.hosts().stream().anyMatch(pattern -> matches(pattern, name))) {
                return found;
            }
        }
        return null;
    }

    /** Whether {@code host} is what {@code pattern} says, in which one {@code *} stands for any text. */
    public static boolean matches(String pattern, String host) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(host);
        }
        String tail = pattern.substring(star + 1);
        return host.length() >= pattern.length() - 1
                && host.startsWith(pattern.substring(0, star))
                && host.endsWith(tail);
    }

    private static Map<String, Provider> all() {
        Map<String, Provider> found = new TreeMap<>();
        try (InputStream in = Providers.class.getResourceAsStream("/dev/gangway/config/providers.json")) {
            for (JsonNode row : new JsonMapper().readTree(in)) {
                String name = row.path("name").asString();
                String host = URI.create(row.path("target").asString()).getHost();
                // What runs on this machine may be anything.
                List<String> hosts = host.equals(LOCAL) ? List.of() : List.of(host);
                found.put(name, new Provider(name, row.path("api").asString(), hosts));
            }
            HOSTS.forEach((name, hosts) -> found.put(name, new Provider(name, name, hosts)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
