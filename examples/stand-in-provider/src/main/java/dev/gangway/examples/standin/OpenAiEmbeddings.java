package dev.gangway.examples.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Embeddings: the same text has the same vector, and that is all there is to them. */
final class OpenAiEmbeddings {

    void addTo(Routes routes) {
        addTo(routes, "");
    }

    void addTo(Routes routes, String prefix) {
        routes.on("POST", prefix + "embeddings", (call, ids) -> embed(call));
    }

    private static Reply embed(Call call) {
        JsonNode body = call.json();
        JsonNode input = body.path("input");
        if (input.isMissingNode()) {
            throw new Refused(400, "Missing required parameter: 'input'.", "missing_required_parameter");
        }
        String model = call.model("text-embedding-3-small");
        int size = body.path("dimensions").intValue(model.endsWith("3-large") ? 3072 : 1536);
        boolean base64 = body.path("encoding_format").stringValue("float").equals("base64");
        // one text, or one list of tokens, or several of either
        boolean several = input.isArray() && !input.path(0).isNumber();
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        for (JsonNode one : several ? input : List.of(input)) {
            float[] vector = vector(one.toString(), size);
            data.add(Json.object(
                    "object", "embedding", "index", data.size(), "embedding", base64 ? base64(vector) : vector));
        }
        int tokens = Tokens.count(input.toString());
        return Reply.pretty(Json.object(
                "object",
                "list",
                "data",
                data,
                "model",
                model,
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens)));
    }

    /** Of length one, as the true ones are. */
    static float[] vector(String text, int size) {
        var random = new Random(text.hashCode());
        float[] vector = new float[Math.min(Math.max(size, 1), 1 << 14)];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
