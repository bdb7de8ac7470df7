package dev.gangway.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that providers are recognised by their hosts, and that lookalikes are not. */
class ProvidersTest {

    @ParameterizedTest
    @CsvSource({
        "api.openai.com, openai",
        "eu.api.openai.com, openai",
        "api.anthropic.com, anthropic",
        "my-resource.openai.azure.com, azure",
        "my-resource.cognitiveservices.azure.com, azure",
        "my-resource.services.ai.azure.com, azure",
        "generativelanguage.googleapis.com, gemini",
        "aiplatform.googleapis.com, vertex",
        "us-central1-aiplatform.googleapis.com, vertex",
        "aiplatform.eu.rep.googleapis.com, vertex",
        "bedrock-runtime.us-east-1.amazonaws.com, bedrock",
        "api.groq.com, groq",
        "api.mistral.ai, mistral"
    })
    void knowsHosts(String host, String name) {
        assertEquals(name, Objects.requireNonNull(Providers.at(host)).name());
    }

    @ParameterizedTest
    @CsvSource({"api.openai.com.evil.org", "xapi.openai.com", "openai.azure.com", "localhost", "s3.amazonaws.com"})
    void knowsNoOthers(String host) {
        assertNull(Providers.at(host));
    }

    @Test
    void knowsWhoseApiOthersHave() {
        assertEquals("openai", Objects.requireNonNull(Providers.named("groq")).api());
    }
}
