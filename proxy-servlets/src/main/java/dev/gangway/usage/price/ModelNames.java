package dev.gangway.usage.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How LiteLLM's price file calls the models of one provider. */
final class ModelNames {

    private static final Set<String> BEDROCK_GEOS = Set.of("us", "eu", "apac", "global", "au", "jp", "ca", "us-gov");
    private static final int DAY = 8;

    private final String provider;
    private final @Nullable String region;

    ModelNames(String provider, @Nullable String region) {
        this.provider = provider;
        this.region = region;
    }

    /** The names of rows that may be {@code model}'s, the best first. */
    List<String> rows(String model) {
        List<String> rows = new ArrayList<>();
        switch (provider) {
            case "azure" -> add(rows, model, "azure/", "azure_ai/");
            case "gemini" -> add(rows, model, "gemini/");
            case "vertex" -> vertex(rows, model);
            case "bedrock" -> bedrock(rows, model);
            case "together", "fireworks" -> add(rows, model, provider + "_ai/");
            default -> add(rows, model, provider + "/");
        }
        rows.add(model);
        return rows;
    }

    private static void add(List<String> rows, String model, String... prefixes) {
        for (String prefix : prefixes) {
            rows.add(prefix + model);
        }
    }

    /** Claude's own name ends in {@code -20250929}, Vertex's in {@code @20250929}. */
    private static void vertex(List<String> rows, String model) {
        add(rows, model, "vertex_ai/");
        int day = model.length() - DAY;
        if (day > 1 && model.charAt(day - 1) == '-' && isDigits(model, day, model.length())) {
            rows.add("vertex_ai/" + model.substring(0, day - 1) + "@" + model.substring(day));
        }
    }

    /** A row of the region, else of the geography that the model's name begins with, else of the model. */
    private void bedrock(List<String> rows, String model) {
        int dot = model.indexOf('.');
        boolean geo = dot > 0 && BEDROCK_GEOS.contains(model.substring(0, dot));
        if (region != null) {
            rows.add("bedrock/" + region + "/" + model);
        }
        rows.add(model);
        rows.add("bedrock/" + model);
        if (geo) {
            rows.add(model.substring(dot + 1));
        }
    }

    /** Without what stands around a model's name: a resource path, or the owner of a fine-tuned one. */
    String plain(String model) {
        if (model.startsWith("ft:")) {
            int end = model.indexOf(':', 3);
            return end < 0 ? model : model.substring(0, end);
        }
        if (provider.equals("gemini") || model.startsWith("arn:") || model.startsWith("google/")) {
            return model.substring(model.lastIndexOf('/') + 1);
        }
        return model;
    }

    /** Without its date; null where it has none. */
    @Nullable String undated(String named) {
        String model = plain(named);
        int end = model.length();
        if (endsLike(model, "@00000000") || endsLike(model, "-00000000")) {
            return model.substring(0, end - DAY - 1);
        }
        if (endsLike(model, "-0000-00-00")) {
            return model.substring(0, end - 11);
        }
        return endsLike(model, "-00-0000") ? model.substring(0, end - DAY) : null;
    }

    /** Whether {@code text} ends like {@code shape}, in which 0 stands for any digit. */
    private static boolean endsLike(String text, String shape) {
        int offset = text.length() - shape.length();
        for (int i = 0; offset > 0 && i < shape.length(); i++) {
            char c = text.charAt(offset + i);
            boolean fits = shape.charAt(i) == '0' ? c >= '0' && c <= '9' : c == shape.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return offset > 0;
    }

    private static boolean isDigits(String text, int from, int to) {
        return text.chars().skip(from).limit(to - from).allMatch(c -> c >= '0' && c <= '9');
    }
}
