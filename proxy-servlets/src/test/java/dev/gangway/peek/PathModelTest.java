package dev.gangway.peek;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model that a path names, as each provider writes it. */
class PathModelTest {

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            azure, /openai/deployments/gpt-4o/chat/completions, gpt-4o
            azure, /openai/deployments/my%20dep%2F4.1/embeddings, my dep/4.1
            azure, /openai/v1/chat/completions, null
            azure, /openai/deployments/, null
            gemini, /v1beta/models/gemini-2.5-flash:generateContent, gemini-2.5-flash
            gemini, /v1beta/tunedModels/my-model:generateContent, my-model
            gemini, /v1beta/models/gemini-2.5-flash, null
            gemini, /v1beta/models, null
            gemini, /v1beta/openai/chat/completions, null
            vertex, /v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250514:rawPredict, claude-x@20250514
            vertex, /v1/projects/p/locations/l/publishers/anthropic/models/claude-x%4020250514:streamRawPredict, claude-x@20250514
            vertex, /v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict, null
            bedrock, /model/anthropic.claude-v1%3A0/invoke, anthropic.claude-v1:0
            bedrock, /model/arn:aws:bedrock:us-east-1:1:inference-profile%2Fus.a+b/converse, arn:aws:bedrock:us-east-1:1:inference-profile/us.a+b
            openai, /v1/models/gpt-4o:x, null
            anthropic, /v1/messages, null
            """)
    void isRead(String provider, String path, String model) {
        assertEquals(model, PathModel.of(provider, path));
    }
}
