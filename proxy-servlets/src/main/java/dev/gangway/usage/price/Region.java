package dev.gangway.usage.price;

import org.jspecify.annotations.Nullable;

/** Finds the region that answers, as far as its price depends on it. */
public final class Region {

    private static final String LOCATIONS = "/locations/";
    private static final String OPENAI = ".api.openai.com";

    private Region() {}

    /**
     * Vertex's location, Bedrock's region, {@code eu} or {@code us} of OpenAI's regional hosts; else null.
     *
     * @param provider the provider's name in the record
     * @param host the upstream's
     * @param path the raw path as the upstream gets it, with or without a query
     */
    public static @Nullable String of(String provider, String host, String path) {
        return switch (provider) {
            case "vertex" -> location(path);
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
