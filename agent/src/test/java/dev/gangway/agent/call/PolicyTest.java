package dev.gangway.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.config.Given;
import dev.gangway.agent.config.Provider;
import dev.gangway.agent.config.Settings;
import dev.gangway.agent.config.SettingsReader;
import dev.gangway.observe.ExchangeRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Verifies which exchanges are recorded. */
class PolicyTest {

    private static Policy policy(String arguments) throws Exception {
        Settings settings = SettingsReader.read(Given.of(arguments, new Properties(), Map.of()));
        return new Policy(settings);
    }

    private static ExchangeRecord exchange(int status, @Nullable Throwable failure) {
        Call call = new Call(new Provider("openai", "openai", List.of()), "h", "POST", "/v1/chat/completions", null);
        call.answered(status, name -> null);
        return call.record(failure, failure == null);
    }

    @Test
    void samplesWhatIsNeitherWrongNorSlow() throws Exception {
        assertTrue(policy("").keeps(exchange(200, null)));
        assertFalse(policy("sample=0").keeps(exchange(200, null)));
        assertTrue(policy("sample=0").keeps(exchange(404, null)));
        assertTrue(policy("sample=0").keeps(exchange(200, new IOException())));
        assertFalse(policy("sample=0;errors.always=false").keeps(exchange(500, null)));
        assertTrue(policy("sample=0;slow.ms=0").keeps(exchange(200, null)));
        assertFalse(policy("sample=0;slow.ms=60000").keeps(exchange(200, null)));
    }

    @Test
    void ownHostsGoBeforePublicOnes() throws Exception {
        Hosts hosts = policy("providers=llm.internal=anthropic,10.0.0.1:8000=groq;hosts.exclude=api.anthropic.com")
                .hosts();

        assertEquals("anthropic", hosts.find("LLM.internal", 443).orElseThrow().name());
        assertEquals("groq", hosts.find("10.0.0.1", 8000).orElseThrow().name());
        assertTrue(hosts.find("10.0.0.1", 8001).isEmpty());
        assertEquals("openai", hosts.find("api.openai.com", 443).orElseThrow().name());
        assertTrue(hosts.find("api.anthropic.com", 443).isEmpty());
        assertTrue(hosts.find("example.com", 443).isEmpty());
    }

    @Test
    void aHostThatIsNamedIsRecordedWhoeverIsThere() throws Exception {
        Hosts hosts = policy("hosts.include=*.example.com").hosts();

        assertEquals("", hosts.find("llm.example.com", 443).orElseThrow().name());
        assertTrue(hosts.find("api.openai.com", 443).isEmpty());
    }
}
