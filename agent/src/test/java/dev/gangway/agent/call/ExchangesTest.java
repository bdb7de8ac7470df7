package dev.gangway.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.agent.config.Given;
import dev.gangway.agent.config.SettingsReader;
import dev.gangway.agent.weave.Event;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Verifies that the agent never throws, and takes itself out when it fails too often. */
class ExchangesTest {

    @Test
    void takesItselfOutAfterTooManyFaults() throws Exception {
        Counters counters = new Counters();
        AtomicInteger stops = new AtomicInteger();
        Exchanges exchanges = new Exchanges(
                SettingsReader.read(Given.of("", new Properties(), Map.of())),
                (record, bodies) -> {},
                counters,
                stops::incrementAndGet);

        for (int i = 1; i < Exchanges.MOST_FAULTS; i++) {
            exchanges.on(Event.SEND, this, null);
        }
        assertEquals(0, stops.get());

        exchanges.on(Event.END, this, null);
        exchanges.on(Event.END, this, null);
        assertEquals(1, stops.get());
        assertEquals(Exchanges.MOST_FAULTS + 1, counters.faults());
    }
}
