package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API is found by where its provider has it, or by what a generic route says that its upstream speaks. */
class UsageFormatsTest {

    @ParameterizedTest
    @CsvSource({
        "openai, POST, /v1/files, openai.files",
        "openai, POST, /v1/some/unknown, ",
        "openai, GET, /v1/responses/resp_1/input_items, openai.responses.items",
        "openai, POST, /v1/responses/resp_1/cancel, openai.responses",
        "openai, PUT, /v1/chat/completions, ",
        "openai, POST, /chat/completions, openai.chat",
        "openai, POST, '', ",
        "openai, POST, /, ",
        "nobody, POST, /v1/chat/completions, ",
        "azure, POST, /openai/deployments/my%20dep%2F4.1/chat/completions, openai.chat",
        "azure, POST, /openai/deployments/dep1/extensions/chat/completions, openai.chat",
        "azure, POST, /v1/chat/completions, ",
        "vertex, POST, /publishers/google/models/g:generateContent, gemini.generate",
        "vertex, POST, /v1/projects/p/locations/l/publishers/google/models/g:rawPredict, ",
        "vertex, GET, /v1/projects/p/locations/l/endpoints/e, ",
        "gemini, POST, /v1beta/cachedContents, ",
        "gemini, POST, /v1alpha/models/g:streamGenerateContent, gemini.generate",
        "bedrock, POST, /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse-stream, bedrock.converse",
    })
    void finds(String provider, String method, String path, @Nullable String api) {
        assertEquals(api, name(UsageFormats.find(provider, method, path)));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, POST, /openai/v1/chat/completions, openai.chat",
        "openai, POST, /api/v1/chat/completions, openai.chat",
        "openai, POST, /chat/completions, openai.chat",
        "openai, GET, /api/v1/models, openai.models",
        "openai, POST, /v1/ocr, mistral.ocr",
        "openai, POST, /chat/completionsx, ",
        "openai, POST, '', ",
        "anthropic, POST, /api/anthropic/v1/messages, anthropic.messages",
        "anthropic, POST, /v1/messages/count_tokens, anthropic.count",
        "cohere, POST, /compatibility/v2/rerank, cohere.rerank",
        "gemini, POST, /proxy/v1beta/models/x:generateContent, gemini.generate",
        "mistral.ocr, POST, /anything, mistral.ocr",
        "nobody, POST, /v1/chat/completions, ",
    })
    void findsBelowAnyPath(String api, String method, String path, @Nullable String expected) {
        assertEquals(expected, name(UsageFormats.findBelow(api, method, path)));
    }

    private static @Nullable String name(@Nullable UsageFormat format) {
        return format == null ? null : format.api();
    }
}
