package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Verifies that what is said of a reload is what became of it. */
class ReloaderTest {

    private final List<GatewayConfig> loads = new ArrayList<>();

    private static GatewayConfig config(String key) throws Exception {
        return ConfigLoader.system()
                .parse("routes: [{ path: /o, provider: openai, keys: [{ value: %s }] }]".formatted(key), "test");
    }

    /** One that is of no use to whoever compares it with another. */
    @SuppressWarnings("NullAway")
    private static GatewayConfig incomparable(GatewayConfig config) {
        return new GatewayConfig(
                config.publicUrl(),
                config.signingSecret(),
                config.access(),
                config.upstream(),
                null,
                config.prices(),
                config.reload(),
                config.routes());
    }

    private Reloader reloader(Reloader.Target target) throws Exception {
        return new Reloader(files -> loads.remove(0), target);
    }

    @Test
    void whatFollowsTheChangeDoesNotDenyIt() throws Exception {
        GatewayConfig second = incomparable(config("second"));
        loads.addAll(List.of(config("first"), second));
        try (Reloader reloader = reloader((next, before) -> {})) {
            assertEquals("ok", reloader.reload());
            assertTrue(reloader.isCurrent());
            assertEquals(1, reloader.getReloads());
            assertEquals(0, reloader.getReloadFailures());
            assertSame(second, reloader.config());
        }
    }

    @Test
    void aRefusalIsSaidInItsWordsAndAFaultByItsKind() throws Exception {
        GatewayConfig first = config("first");
        loads.addAll(List.of(first, config("second"), config("third")));
        List<Exception> faults =
                new ArrayList<>(List.of(new ServletException("no client"), new IllegalStateException("hush")));
        try (Reloader reloader = reloader((next, before) -> fail(faults.remove(0)))) {
            assertEquals("no client", reloader.reload());
            assertEquals("java.lang.IllegalStateException", reloader.reload());
            assertEquals(2, reloader.getReloadFailures());
            assertSame(first, reloader.config());
        }
    }

    private static void fail(Exception fault) throws ServletException {
        if (fault instanceof ServletException refusal) {
            throw refusal;
        }
        throw Objects.requireNonNull((RuntimeException) fault);
    }
}
