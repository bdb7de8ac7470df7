package dev.gangway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Credential;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.edit.EditOptions;
import dev.gangway.provider.Provider;
import dev.gangway.provider.openai.OpenAiProvider;
import dev.gangway.usage.price.RouteTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies which route a raw path belongs to, and that finding it does not take longer with more of them. */
class RouteTableTest {

    private static final Provider PROVIDER =
            new OpenAiProvider(OpenAiProvider.DEFAULT, new UpstreamKey("none", new Credential.Missing(), ""));

    private final RouteTable table = table(Stream.of("/a", "/a/b", "/a/b/c", "/ab", "/x.y", "/openai_passthrough")
            .toList());

    private static RouteTable table(List<String> paths) {
        return new RouteTable(paths.stream().map(RouteTableTest::route).toList());
    }

    private static Route route(String path) {
        return new Route(
                path,
                PROVIDER,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                null,
                Long.MAX_VALUE,
                RouteTerms.NONE,
                Reach.ALL,
                EditOptions.NONE);
    }

    private static @Nullable String match(RouteTable table, String path) {
        Route route = table.match(path);
        return route == null ? null : route.path();
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "/a/, /a",
        "/a/x, /a",
        "/a/bc, /a",
        "/a/x/b, /a",
        "/a/b, /a/b",
        "/a/b/, /a/b",
        "/a/b/x/y/z, /a/b",
        "/a/b/c, /a/b/c",
        "/a/b/c/d, /a/b/c",
        "/a/b/cd, /a/b",
        "/a//b, /a",
        "/ab, /ab",
        "/ab/c, /ab",
        "/x.y/z, /x.y",
        "/openai_passthrough/v1/models, /openai_passthrough",
        "/a/%2e%2e/b, /a",
    })
    void theLongestPrefixThatEndsWithASegment(String path, String expected) {
        assertEquals(expected, match(table, path));
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "''",
        "*",
        "/b",
        "/A",
        "/abc",
        "/aX/b",
        "/a;x",
        "/a;x/b",
        "/a%2Fb",
        "/%61",
        "/%61/b",
        "/xzy/z",
        "//a",
        "a",
        "a/b",
        "/openai_passthroughX/v1",
        "/OPENAI_passthrough/v1",
        "/%6fpenai_passthrough/v1",
        "/gangway",
    })
    void noRoute(String path) {
        assertNull(match(table, path));
    }

    @Test
    void onePathBelongsToOneRoute() {
        List<Route> twice = List.of(route("/a"), route("/b"), route("/a"));

        assertThrows(IllegalArgumentException.class, () -> new RouteTable(twice));
    }

    /** A scan of 10,000 routes would take thousands of times as long as one of ten; a lookup does not. */
    @Test
    void tenThousandRoutesAreNotScanned() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            paths.add("/team-" + i + "/openai");
        }
        RouteTable large = table(paths);
        RouteTable small = table(paths.subList(9_990, 10_000));

        assertEquals("/team-9999/openai", match(large, "/team-9999/openai/v1/models"));
        assertNull(match(large, "/team-10000/openai/v1/models"));
        assertEquals(10_000, large.routes().size());
        long fewRoutes = bestOfFive(small);
        long manyRoutes = bestOfFive(large);
        assertTrue(manyRoutes < 50 * fewRoutes, manyRoutes + " ns with 10,000 routes, " + fewRoutes + " ns with ten");
    }

    private static long bestOfFive(RouteTable table) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 5_000; i++) {
                match(table, "/team-" + (9_990 + i % 20) + "/openai/v1/models");
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
