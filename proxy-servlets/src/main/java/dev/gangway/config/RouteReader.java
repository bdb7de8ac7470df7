package dev.gangway.config;

import dev.gangway.config.RouteConfig.ApiVersionPolicy;
import dev.gangway.config.RouteConfig.ClientAuth;
import dev.gangway.config.RouteConfig.ProviderKind;
import dev.gangway.config.RouteConfig.Timeouts;
import dev.gangway.config.RouteConfig.VertexConfig;
import dev.gangway.usage.price.RouteTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One entry of {@code routes}. */
final class RouteReader {

    private static final List<String> TERMS = List.of("cost-per-request", "require-price", "trust-upstream-cost");
    static final List<String> SETTINGS = Stream.of(
                    List.of("path", "provider", "target", "keys", "client-auth", "api-version-policy", "vertex"),
                    List.of("timeouts", "max-request-body", "records"),
                    TERMS,
                    RulesReader.SETTINGS,
                    GenericReader.SETTINGS)
            .flatMap(List::stream)
            .toList();
    static final List<String> TIMEOUTS = List.of("connect", "idle", "total");
    static final List<String> VERTEX = List.of("project", "projects", "location", "target", "keys");
    private static final Timeouts DEFAULT_TIMEOUTS = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(900), null);

    private final Block block;
    private final ObserveReader observe;
    private final @Nullable ProviderName name;
    private final @Nullable ProviderKind provider;
    private final ClientAuth clientAuth;

    RouteReader(Block block, ObserveReader observe) {
        this.block = block;
        this.observe = observe;
        this.name = block.has("provider")
                ? block.require(
                        "provider", ProviderName::of, "must name a provider, or be left out for a generic route")
                : ProviderName.GENERIC;
        this.provider = name == null ? null : name.kind();
        this.clientAuth = block.read("client-auth", text -> Choice.of(ClientAuth.class, text), ClientAuth.REPLACE);
    }

    /** Where there was a problem the record holds a stand-in, and nobody gets to see it. */
    RouteConfig read() {
        checkProviderSettings();
        String path = block.require("path", RoutePath::check, "is required");
        GenericConfig generic =
                name != null && provider == ProviderKind.GENERIC ? new GenericReader(block, name).read() : null;
        return new RouteConfig(
                path == null ? "" : path,
                provider == null ? ProviderKind.OPENAI : provider,
                provider == ProviderKind.GENERIC ? null : block.read("target", Urls::target),
                routeKeys(),
                clientAuth,
                block.read(
                        "api-version-policy",
                        text -> Choice.of(ApiVersionPolicy.class, text),
                        ApiVersionPolicy.CONFIG_FIRST),
                vertex(block.block("vertex", VERTEX)),
                timeouts(block.block("timeouts", TIMEOUTS)),
                block.read("max-request-body", Values::size, Long.MAX_VALUE),
                terms(),
                new RulesReader(block, asksForStreamUsage(generic)).read(),
                generic,
                observe.bodies(block));
    }

    /** Whether its upstream streams as OpenAI does. A default that is not for it is no mistake. */
    private boolean asksForStreamUsage(@Nullable GenericConfig generic) {
        boolean openAi = generic == null
                ? provider == null || provider == ProviderKind.OPENAI || provider == ProviderKind.AZURE
                : "openai".equals(generic.api());
        if (!openAi && block.hasOwn(RulesReader.STREAM_USAGE)) {
            block.problem(
                    RulesReader.STREAM_USAGE, "is only for openai and azure routes, and generic ones with api: openai");
        }
        return openAi;
    }

    private RouteTerms terms() {
        return new RouteTerms(
                block.read("cost-per-request", Values::dollars),
                block.read("require-price", Values::flag, false),
                block.read("trust-upstream-cost", Values::flag, false));
    }

    private List<KeyConfig> routeKeys() {
        boolean keyless =
                name != null && !name.needsKey() && block.items("keys").isEmpty();
        if (keyless) {
            return List.of();
        }
        return keys(block, KeyReader.Use.of(provider));
    }

    private void checkProviderSettings() {
        if (provider == null) {
            return;
        }
        if (provider == ProviderKind.AZURE && block.has("target")) {
            block.problem("target", "an azure route has no target; use keys[0].endpoint");
        }
        if (provider == ProviderKind.AZURE && clientAuth == ClientAuth.FORWARD) {
            block.problem("client-auth", "forward is not possible for azure");
        }
        if (provider == ProviderKind.BEDROCK && clientAuth == ClientAuth.FORWARD) {
            block.problem(
                    "client-auth",
                    "forward is not possible for bedrock: a client's signature covers the gateway's host");
        }
        only(ProviderKind.AZURE, "api-version-policy", "is only for azure routes");
        only(ProviderKind.GENAI, "vertex", "is only for genai routes");
        GenericReader.SETTINGS.forEach(setting -> only(ProviderKind.GENERIC, setting, "is only for generic routes"));
    }

    private void only(ProviderKind kind, String name, String message) {
        if (provider != kind && block.has(name)) {
            block.problem(name, message);
        }
    }

    private List<KeyConfig> keys(Block parent, KeyReader.Use use) {
        if (clientAuth == ClientAuth.FORWARD) {
            if (!parent.items("keys").isEmpty()) {
                parent.problem("keys", "must not stand beside client-auth: forward, which never adds a key");
            }
            return List.of();
        }
        return new KeyReader(parent, use, provider != null).read();
    }

    private @Nullable VertexConfig vertex(@Nullable Block vertex) {
        if (vertex == null) {
            return null;
        }
        return new VertexConfig(
                vertex.read("project", Values::project),
                vertex.read("location", Values::location),
                vertex.read("target", Urls::target),
                projects(vertex),
                keys(vertex, KeyReader.Use.VERTEX));
    }

    /** An empty list would let any project pass, where somebody meant none. */
    private static List<String> projects(Block vertex) {
        List<String> projects = vertex.texts("projects", Values::project);
        if (projects.isEmpty() && vertex.has("projects")) {
            vertex.problem("projects", "must name a project; leave it out where requests may name any");
        }
        return projects;
    }

    private static Timeouts timeouts(@Nullable Block timeouts) {
        if (timeouts == null) {
            return DEFAULT_TIMEOUTS;
        }
        return new Timeouts(
                timeouts.read("connect", RouteReader::limit, DEFAULT_TIMEOUTS.connect()),
                timeouts.read("idle", RouteReader::limit, DEFAULT_TIMEOUTS.idle()),
                timeouts.read("total", RouteReader::total, Optional.<Duration>empty())
                        .orElse(null));
    }

    private static Optional<Duration> total(String text) throws BadValue {
        return text.equals(Values.NONE) ? Optional.empty() : Optional.of(Values.duration(text));
    }

    private static Duration limit(String text) throws BadValue {
        if (text.equals(Values.NONE)) {
            throw new BadValue("none is only for total; must be a duration such as 900s");
        }
        return Values.duration(text);
    }
}
