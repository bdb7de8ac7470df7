package dev.gangway.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.agent.config.Providers;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that a record says of a request's body what Jetty told of it, and nothing where it told nothing. */
class CallTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // told, whether the request was sent, what the record says
                "0, true, 0",
                "0, false, -",
                "5, true, 5",
                "5, false, 5",
            })
    void bytesInAreKnownOrAbsent(int told, boolean sent, Long expected) {
        Call call = new Call(
                Objects.requireNonNull(Providers.named("openai")), "api.openai.com", "POST", "/v1/responses", null);
        if (told > 0) {
            call.sent(ByteBuffer.allocate(told), name -> null);
        }
        assertEquals(expected, call.record(null, sent).bytesIn());
    }
}
