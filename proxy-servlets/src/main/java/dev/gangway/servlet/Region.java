package dev.gangway.servlet;

import dev.gangway.provider.Decision.Forward;
import org.jspecify.annotations.Nullable;

/** Finds the region that answers, as far as its price depends on it. */
final class Region {

    private static final String LOCATIONS = "/locations/";
    private static final String OPENAI = ".api.openai.com";

    private Region() {}

    /** Vertex's location, Bedrock's region, {@code eu} or {@code us} of OpenAI's regional hosts; else null. */
    static @Nullable String of(Forward forward) {
        String host = forward.upstream().host();
        return switch (forward.provider()) {
            case "vertex" -> location(forward.target());
            case "openai" -> host.endsWith(OPENAI) ? host.substring(0, host.length() - OPENAI.length()) : null;
            case "bedrock" -> bedrock(host);
            default -> null;
        };
    }

    /** Without a location the global endpoint answers. */
    private static @Nullable String location(String target) {
        int at = target.indexOf(LOCATIONS);
        int end = at < 0 ? -1 : target.indexOf('/', at + LOCATIONS.length());
        return end < 0 ? null : target.substring(at + LOCATIONS.length(), end);
    }

    /** {@code bedrock-runtime.us-east-1.amazonaws.com}. */
    private static @Nullable String bedrock(String host) {
        String[] labels = host.split("\\.", 3);
        return labels.length == 3 && labels[0].startsWith("bedrock") ? labels[1] : null;
    }
}
