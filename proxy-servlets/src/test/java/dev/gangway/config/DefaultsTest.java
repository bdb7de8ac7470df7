package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.ConfigException.Problem;
import dev.gangway.config.RouteConfig.Timeouts;
import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.credential.Secret;
import dev.gangway.edit.EditOptions;
import dev.gangway.usage.price.RouteTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verifies what routes take from {@code defaults}, and what they keep of their own. */
class DefaultsTest {

    private static final String TWO_ROUTES = """
            defaults:
              headers: { X-Team: all, x-cost: "1" }
              drop-headers: [a, b]
              query: { lang: en, v: "1" }
              methods: [GET]
              callers: anyone
              timeouts: { connect: 1s, total: 1h }
              max-request-body: 5
            routes:
              - { path: /plain, provider: openai }
              - path: /own
                target: https://h
                headers: { x-team: own, y: z }
                drop-headers: [c]
                query: { lang: de }
                methods: []
                callers: loopback
                timeouts: { idle: 9s, total: none }
                max-request-body: none
            """;

    private static List<String> headers(RouteConfig route) {
        return route.rules().headers().stream()
                .map((HeaderValue header) ->
                        header.name() + ": " + header.value().reveal() + " " + header.setting())
                .toList();
    }

    @Test
    void aRouteThatSaysNothingHasThem() throws ConfigException {
        RouteConfig route = Configs.parse(TWO_ROUTES).routes().get(0);

        assertEquals(
                List.of("X-Team: all defaults.headers.X-Team", "x-cost: 1 defaults.headers.x-cost"), headers(route));
        assertEquals(List.of("a", "b"), route.rules().dropHeaders());
        assertEquals(
                Map.of("lang", Secret.of("en"), "v", Secret.of("1")),
                route.rules().query());
        assertEquals(List.of("GET"), route.rules().methods());
        assertEquals(Callers.ANYONE, route.rules().callers());
        assertEquals(
                new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(900), Duration.ofHours(1)), route.timeouts());
        assertEquals(5, route.maxRequestBody());
    }

    @Test
    void whatARouteSaysItselfWins() throws ConfigException {
        RouteConfig route = Configs.parse(TWO_ROUTES).routes().get(1);

        assertEquals(
                List.of(
                        "x-cost: 1 defaults.headers.x-cost",
                        "x-team: own routes[1].headers.x-team",
                        "y: z routes[1].headers.y"),
                headers(route));
        assertEquals(List.of("c"), route.rules().dropHeaders());
        assertEquals(List.of("v", "lang"), List.copyOf(route.rules().query().keySet()));
        assertEquals(
                Map.of("lang", Secret.of("de"), "v", Secret.of("1")),
                route.rules().query());
        assertEquals(List.of(), route.rules().methods());
        assertEquals(Callers.LOOPBACK, route.rules().callers());
        assertEquals(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(9), null), route.timeouts());
        assertEquals(Long.MAX_VALUE, route.maxRequestBody());
    }

    @Test
    void aMistakeIsReportedOnceAndWhereItStands() {
        List<Problem> problems = Configs.problems("""
                defaults: { timeouts: { idle: 5 }, methods: [TRACE], path: /x }
                routes: [{ path: /a, provider: openai }, { path: /b, provider: genai }]
                """);

        assertEquals(
                List.of("defaults.path", "defaults.timeouts.idle", "defaults.methods[0]"), Configs.paths(problems));
        assertTrue(problems.get(0).message().contains("allowed here: headers, drop-headers"));
    }

    @Test
    void pricesAndStreams() throws ConfigException {
        List<RouteConfig> routes = Configs.parse("""
                defaults:
                  cost-per-request: 0.5
                  require-price: true
                  trust-upstream-cost: true
                  request-stream-usage: true
                  include-cost-in-stream: true
                  cost-header: true
                routes:
                  - { path: /plain, provider: openai }
                  - path: /own
                    provider: openai
                    cost-per-request: 1
                    require-price: false
                    trust-upstream-cost: false
                    request-stream-usage: false
                    include-cost-in-stream: false
                    cost-header: false
                  - { path: /other, provider: anthropic }
                  - { path: /generic, target: "https://h" }
                  - { path: /groq, provider: groq }
                """).routes();

        assertEquals(
                new RouteTerms(new BigDecimal("0.5"), true, true), routes.get(0).terms());
        assertEquals(new RouteTerms(BigDecimal.ONE, false, false), routes.get(1).terms());
        EditOptions all = new EditOptions(true, true, true);
        EditOptions others = new EditOptions(false, true, true);
        assertEquals(
                List.of(all, EditOptions.NONE, others, others, all),
                routes.stream().map(route -> route.rules().edits()).toList());
    }

    /** A route that says so itself is told; what all routes have in common is not for each of them. */
    @Test
    void streamUsageOfARouteThatHasNone() {
        List<Problem> problems = Configs.problems("""
                defaults: { request-stream-usage: true }
                routes: [{ path: /a, provider: anthropic, request-stream-usage: true }, { path: /b, provider: genai }]
                """);

        assertEquals(List.of("routes[0].request-stream-usage"), Configs.paths(problems));
    }
}
