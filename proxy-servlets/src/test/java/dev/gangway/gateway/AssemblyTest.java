package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.CloudSettings;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.Telemetry;
import dev.gangway.testing.JdkHttp;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifies that of the clouds' keys only those in force are remembered, however a reload ends. */
class AssemblyTest {

    private final Telemetry telemetry = new Telemetry(Dispatcher.start(List.of()), () -> exchange -> {});
    private final Assembly assembly = new Assembly(route -> true, i -> "routes[" + i + "]", new JdkHttp());
    private GatewayConfig first;

    @BeforeEach
    void start() throws Exception {
        first = config("one", "two");
        assembly.assemble(first, telemetry);
    }

    @AfterEach
    void stop() {
        telemetry.close();
    }

    private static GatewayConfig config(String... profiles) throws Exception {
        StringBuilder yaml = new StringBuilder("routes:\n");
        for (String profile : profiles) {
            yaml.append(
                    "  - { path: /%1$s, provider: bedrock, keys: [{ region: us-east-1, aws: { profile: %1$s } }] }\n"
                            .formatted(profile));
        }
        return ConfigLoader.system().parse(yaml.toString(), "test");
    }

    private Set<String> profiles() {
        Set<String> profiles = new TreeSet<>();
        for (CloudSettings settings : assembly.clouds()) {
            profiles.add(String.valueOf(((AwsSettings) settings).profile()));
        }
        return profiles;
    }

    @Test
    void aChangeForgetsWhatIsNotNamedAnyMore() throws Exception {
        assertEquals(Set.of("one", "two"), profiles());

        assembly.replace(first, config("two", "three"), telemetry, next -> {});

        assertEquals(Set.of("two", "three"), profiles());
    }

    @Test
    void aRefusalForgetsWhatWasToCome() throws Exception {
        GatewayConfig second = config("two", "three");

        assertThrows(
                ServletException.class,
                () -> assembly.replace(first, second, telemetry, next -> {
                    assertEquals(Set.of("one", "two", "three"), profiles());
                    throw new ServletException("no client");
                }));

        assertEquals(Set.of("one", "two"), profiles());
    }
}
