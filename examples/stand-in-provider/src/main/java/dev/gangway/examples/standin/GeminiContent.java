package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Google's models do, on Gemini and on Vertex. */
final class GeminiContent {
    private static final String JSON = "application/json; charset=UTF-8";

    private final boolean vertex;

    GeminiContent(boolean vertex) {
        this.vertex = vertex;
    }

    void addTo(Routes routes, String prefix) {
        routes.on("POST", prefix + "{}:generateContent", (call, ids) -> generate(call, ids.get(0)))
                .on("POST", prefix + "{}:streamGenerateContent", (call, ids) -> stream(call, ids.get(0)))
                .on("POST", prefix + "{}:countTokens", (call, ids) -> count(call))
                .on("POST", prefix + "{}:embedContent", (call, ids) -> embed(call))
                .on("POST", prefix + "{}:batchEmbedContents", (call, ids) -> batchEmbed(call))
                .on("POST", prefix + "{}:predict", (call, ids) -> predict(call));
    }

    private Reply generate(Call call, String model) {
        check(call);
        String text = Prompt.answer(call.json());
        return pretty(chunk(call, model, Ids.next("", 22), text, text, "STOP"));
    }

    private Reply stream(Call call, String model) {
        check(call);
        List<String> pieces = Prompt.pieces(Prompt.answer(call.json()));
        String id = Ids.next("", 22);
        List<Map<String, @Nullable Object>> chunks = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            String soFar = String.join("", pieces.subList(0, i + 1));
            chunks.add(chunk(call, model, id, pieces.get(i), soFar, i == pieces.size() - 1 ? "STOP" : null));
        }
        return "sse".equals(call.query("alt")) ? events(chunks) : array(chunks);
    }

    private static Reply events(List<Map<String, @Nullable Object>> chunks) {
        Sse sse = new Sse("\r\n");
        chunks.forEach(sse::data);
        return sse.reply().contentType("text/event-stream");
    }

    /** One JSON array that comes piece by piece. */
    private static Reply array(List<Map<String, @Nullable Object>> chunks) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            String end = i == chunks.size() - 1 ? "\n]\n" : "";
            parts.add((i == 0 ? "[" : "\n,\r\n") + Json.pretty(chunks.get(i)) + end);
        }
        return Reply.stream(JSON, parts);
    }

    private Map<String, @Nullable Object> chunk(
            Call call, String model, String id, String text, String soFar, @Nullable String finish) {
        var content = Json.object("parts", List.of(Json.object("text", text)), "role", "model");
        var candidate = Json.object("content", content, "index", 0);
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        var chunk = Json.object(
                "candidates",
                List.of(candidate),
                "usageMetadata",
                usage(Tokens.of(call.json(), soFar)),
                "modelVersion",
                model,
                "responseId",
                id);
        return vertex ? Json.with(chunk, "createTime", Ids.isoNow()) : chunk;
    }

    private Map<String, @Nullable Object> usage(Tokens tokens) {
        int candidates = tokens.output() - tokens.reasoning();
        var usage = Json.object(
                "promptTokenCount", tokens.input(),
                "candidatesTokenCount", candidates,
                "totalTokenCount", tokens.total(),
                "promptTokensDetails", details(tokens.input()));
        if (tokens.cached() > 0) {
            usage.put("cachedContentTokenCount", tokens.cached());
            usage.put("cacheTokensDetails", details(tokens.cached()));
        }
        if (tokens.reasoning() > 0) {
            usage.put("thoughtsTokenCount", tokens.reasoning());
        }
        if (vertex) {
            usage.put("trafficType", "ON_DEMAND");
            usage.put("candidatesTokensDetails", details(candidates));
        }
        return usage;
    }

    private static List<Map<String, @Nullable Object>> details(int tokens) {
        return List.of(Json.object("modality", "TEXT", "tokenCount", tokens));
    }

    private static Reply count(Call call) {
        int tokens = Tokens.of(call.json(), "").input();
        return pretty(Json.object("totalTokens", tokens, "promptTokensDetails", details(tokens)));
    }

    private static Reply embed(Call call) {
        return pretty(Json.object("embedding", embedding(call.json())));
    }

    private static Reply batchEmbed(Call call) {
        List<Object> embeddings = new ArrayList<>();
        call.json().path("requests").forEach(request -> embeddings.add(embedding(request)));
        return pretty(Json.object("embeddings", embeddings));
    }

    private static Map<String, @Nullable Object> embedding(JsonNode request) {
        int size = request.path("outputDimensionality").intValue(768);
        return Json.object("values", OpenAiEmbeddings.vector(Prompt.said(request), size));
    }

    /** Embeddings in the shape that Vertex has for them. */
    private static Reply predict(Call call) {
        List<Object> predictions = new ArrayList<>();
        call.json().path("instances").forEach(instance -> {
            String text = instance.path("content").stringValue("");
            var statistics = Json.object("truncated", false, "token_count", Tokens.count(text));
            var values = OpenAiEmbeddings.vector(text, 768);
            predictions.add(Json.object("embeddings", Json.object("statistics", statistics, "values", values)));
        });
        return pretty(Json.object("predictions", predictions));
    }

    private static void check(Call call) {
        if (!call.json().has("contents")) {
            throw new Refused(400, "* GenerateContentRequest.contents: contents is not specified\n");
        }
    }

    private static Reply pretty(Object value) {
        return Reply.pretty(value).contentType(JSON);
    }
}
