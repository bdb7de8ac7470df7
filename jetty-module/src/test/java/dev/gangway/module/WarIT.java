package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.FaultGateway;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One WAR in every container; the contract's tests hold for each of them too, see this module's POM. */
class WarIT {

    @ParameterizedTest
    @EnumSource
    void runs(Container container) throws Exception {
        try (Upstream upstream = new Upstream();
                WarContainer war = WarContainer.start(container, yaml(upstream))) {
            Gateway.of(URI.create("http://127.0.0.1:" + war.port()), Version.HTTP_1_1)
                    .checkAll(upstream);
            war.restart(yaml(upstream));
            Gateway.of(URI.create("http://127.0.0.1:" + war.port()), Version.HTTP_1_1)
                    .checkPath();
            FaultGateway.await("the record", () -> war.log().contains("INFO dev.gangway.exchange - {"));
            assertEquals("", war.jvm().err().lines().filter(WarIT::isComplaint).reduce("", String::concat));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePageNamesWhatAContainerPrevents(ContainerLimit limit) throws Exception {
        String line = "| `%s` | %s |%s |%s |"
                .formatted(limit.name(), limit.what(), mark(limit, "jetty"), mark(limit, "tomcat"));
        assertTrue(Files.readString(Build.CHECKOUT.resolve("docs/war.md")).contains(line), line);
    }

    private static String mark(ContainerLimit limit, String container) {
        return limit.containers().contains(container) ? " x" : "";
    }

    private static boolean isComplaint(String line) {
        return line.contains("WARN") || line.contains("SEVERE") || line.contains("ERROR");
    }

    private static String yaml(Upstream upstream) {
        return """
                access: { callers: loopback }
                routes:
                  - path: /openai_passthrough
                    provider: openai
                    target: "%s"
                    keys: [{ value: test-key }]
                """.formatted(upstream.origin());
    }
}
