package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.credential.Secret;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.Telemetry;
import dev.gangway.provider.azure.AzureKey;
import dev.gangway.provider.genai.VertexSettings;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.JdkHttp;
import dev.gangway.testing.TestGateway;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Verifies that nothing in a live gateway, and nothing said at its start, prints a configured secret. */
class SecretsTest {

    private static final String HUSH = "hush-";

    private static GatewayConfig config;

    @BeforeAll
    static void load() throws Exception {
        String yaml = TestGateway.fourRoutes("http://127.0.0.1:1")
                .replace("upstream-", HUSH)
                .replace(
                        "access: { callers: anyone }",
                        "signing-secret: hush-signing\n"
                                + "access: { callers: keys, keys: [{ name: alice, value: hush-gateway }] }");
        config = ConfigLoader.system().parse(yaml, "test");
    }

    @Test
    void nothingReachablePrintsASecret() throws Exception {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        visit(config, seen);
        try (Telemetry telemetry = new Telemetry(Dispatcher.start(List.of()), () -> exchange -> {})) {
            visit(
                    new Assembly(route -> true, i -> "routes[" + i + "]", new JdkHttp()).assemble(config, telemetry),
                    seen);
        }

        // The walk is worth nothing if it does not come to where the secrets are.
        assertEquals(
                7,
                seen.stream()
                        .filter(o -> o instanceof Secret secret && !secret.isEmpty())
                        .count());
        assertTrue(seen.stream().anyMatch(AzureKey.class::isInstance));
        assertTrue(seen.stream().anyMatch(VertexSettings.class::isInstance));
        for (Object object : seen) {
            assertFalse(String.valueOf(object).contains(HUSH), object.getClass() + " prints " + object);
        }
    }

    private static void visit(@Nullable Object object, Set<Object> seen) throws IllegalAccessException {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof Collection<?> items) {
            for (Object item : items) {
                visit(item, seen);
            }
        } else if (object instanceof Map<?, ?> map) {
            visit(map.keySet(), seen);
            visit(map.values(), seen);
        } else if (object.getClass().getName().startsWith("dev.gangway.")) {
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                visitFields(object, type, seen);
            }
        }
    }

    private static void visitFields(Object object, Class<?> type, Set<Object> seen) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || !type.getName().startsWith("dev.gangway.")) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(object);
            // The plain text that a Secret wraps is what all of this is about: only its owner may know it.
            if (!(object instanceof Secret)) {
                visit(value, seen);
            }
        }
    }

    @Test
    void theBannerPrintsNone() {
        try (CapturedLog log = new CapturedLog()) {
            Banner.print(config, route -> true);

            assertTrue(log.text().contains("/genai_passthrough -> http://127.0.0.1:1: key main"), log.text());
            assertFalse(log.text().contains(HUSH), log.text());
        }
    }
}
