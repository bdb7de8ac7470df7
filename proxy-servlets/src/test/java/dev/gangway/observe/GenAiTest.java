package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.observe.SampleRecords.Draft;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry's conventions call the operations and providers of the record. */
class GenAiTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            openai    | openai.chat          | gpt-4o                          | chat             | openai
            openai    | openai.completions   | gpt-3.5-turbo-instruct          | text_completion  | openai
            azure     | openai.chat          | my-deployment                   | chat             | azure.ai.openai
            azure     | openai.completions   | my-deployment                   | text_completion  | azure.ai.openai
            azure     | anthropic.messages   | claude-opus-4-6                 | chat             | azure.ai.inference
            azure     | cohere.rerank        | rerank-v4                       | rerank           | azure.ai.inference
            azure     | -                    | -                               | -                | azure.ai.openai
            anthropic | anthropic.messages   | claude-opus-4-6                 | chat             | anthropic
            anthropic | anthropic.count      | claude-opus-4-6                 | -                | anthropic
            vertex    | anthropic.messages   | claude-opus-4-6                 | chat             | gcp.vertex_ai
            vertex    | gemini.predict       | text-embedding-005              | embeddings       | gcp.vertex_ai
            vertex    | gemini.predict       | text-multilingual-embedding-002 | embeddings       | gcp.vertex_ai
            vertex    | gemini.predict       | multimodalembedding@001         | embeddings       | gcp.vertex_ai
            vertex    | gemini.predict       | textembedding-gecko@003         | embeddings       | gcp.vertex_ai
            vertex    | gemini.predict       | imagen-4.0-generate-001         | generate_content | gcp.vertex_ai
            vertex    | gemini.predict       | -                               | generate_content | gcp.vertex_ai
            gemini    | gemini.embeddings    | gemini-embedding-001            | embeddings       | gcp.gemini
            gemini    | gemini.generate      | gemini-2.5-flash                | generate_content | gcp.gemini
            bedrock   | bedrock.converse     | amazon.nova-lite-v1:0           | chat             | aws.bedrock
            """)
    void names(String provider, String operation, String model, String name, String system) {
        Draft draft = new Draft();
        draft.provider = provider;
        draft.operation = operation;
        draft.requestModel = model;
        assertEquals(name, GenAi.operation(draft.record()));
        assertEquals(system, GenAi.provider(draft.record()));
    }
}
