package dev.gangway.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What OpenTelemetry's conventions for generative AI call providers and operations. */
public final class GenAi {

    private GenAi() {}

    private static final String CHAT = "chat";
    private static final String EMBEDDINGS = "embeddings";
    private static final String GENERATE = "generate_content";

    /** What the names of Google's models have that answer {@code :predict} with vectors. */
    private static final List<String> EMBEDDERS = List.of("embedding", "gecko");

    /** The value of {@code gen_ai.operation.name}, or null where no model is asked, as for lists and token counts. */
    public static @Nullable String operation(ExchangeRecord exchange) {
        if (exchange.operation() == null || !exchange.method().equals("POST")) {
            return null;
        }
        return switch (exchange.operation()) {
            case "openai.chat",
                    "openai.responses",
                    "anthropic.messages",
                    "bedrock.converse",
                    "bedrock.invoke",
                    "cohere.chat" -> CHAT;
            case "openai.completions" -> "text_completion";
            case "openai.embeddings", "gemini.embeddings", "cohere.embed" -> EMBEDDINGS;
            case "gemini.predict" -> embeds(exchange.requestModel()) ? EMBEDDINGS : GENERATE;
            case "gemini.generate",
                    "gemini.interactions",
                    "gemini.video",
                    "openai.images",
                    "openai.speech",
                    "openai.transcription" -> GENERATE;
            case "cohere.rerank" -> "rerank";
            case "mistral.ocr" -> "ocr";
            case "openai.moderations" -> "moderation";
            default -> null;
        };
    }

    private static boolean embeds(@Nullable String model) {
        return model != null && EMBEDDERS.stream().anyMatch(model::contains);
    }

    /** The value of {@code gen_ai.provider.name}, or null where nothing was decided. */
    public static @Nullable String provider(ExchangeRecord exchange) {
        if (exchange.provider() == null) {
            return null;
        }
        return switch (exchange.provider()) {
            case "azure" -> isOpenAi(exchange.operation()) ? "azure.ai.openai" : "azure.ai.inference";
            case "gemini" -> "gcp.gemini";
            case "vertex" -> "gcp.vertex_ai";
            case "bedrock" -> "aws.bedrock";
            case "mistral" -> "mistral_ai";
            case "xai" -> "x_ai";
            default -> exchange.provider();
        };
    }

    /** What Azure serves besides, such as Claude, is of its model catalog, which the conventions call inference. */
    private static boolean isOpenAi(@Nullable String operation) {
        return operation == null || operation.startsWith("openai.");
    }

    /** The value of {@code error.type}, or null where the client got the whole of an answer that is no error. */
    public static @Nullable String error(ExchangeRecord exchange) {
        if (exchange.error() != null) {
            return exchange.error();
        }
        Integer status = exchange.status();
        if (status != null && status >= 400) {
            return status.toString();
        }
        return exchange.end() == ExchangeRecord.End.COMPLETE
                ? null
                : exchange.end().label();
    }
}
