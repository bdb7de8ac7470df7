package dev.gangway.observe;

import org.jspecify.annotations.Nullable;

/** What OpenTelemetry's conventions for generative AI call providers and operations. */
public final class GenAi {

    private GenAi() {}

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
                    "cohere.chat" -> "chat";
            case "openai.embeddings", "gemini.embeddings", "cohere.embed" -> "embeddings";
            case "gemini.generate",
                    "gemini.interactions",
                    "gemini.predict",
                    "gemini.video",
                    "openai.images",
                    "openai.speech",
                    "openai.transcription" -> "generate_content";
            case "cohere.rerank" -> "rerank";
            case "mistral.ocr" -> "ocr";
            case "openai.moderations" -> "moderation";
            default -> null;
        };
    }

    /** The value of {@code gen_ai.provider.name}, or null where nothing was decided. */
    public static @Nullable String provider(ExchangeRecord exchange) {
        if (exchange.provider() == null) {
            return null;
        }
        return switch (exchange.provider()) {
            case "azure" -> "azure.ai.openai";
            case "gemini" -> "gcp.gemini";
            case "vertex" -> "gcp.vertex_ai";
            case "bedrock" -> "aws.bedrock";
            case "mistral" -> "mistral_ai";
            case "xai" -> "x_ai";
            default -> exchange.provider();
        };
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
