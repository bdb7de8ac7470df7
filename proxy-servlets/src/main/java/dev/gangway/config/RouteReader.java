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
import org.jspecify.annotations.Nullable;

/** One entry of {@code routes}. */
final class RouteReader {

    static final List<String> SETTINGS = List.of(
            "path",
            "provider",
            "target",
            "keys",
            "client-auth",
            "api-version-policy",
            "vertex",
            "timeouts",
            "max-request-body",
            "cost-per-request",
            "require-price",
            "trust-upstream-cost");
    private static final List<String> TIMEOUTS = List.of("connect", "idle", "total");
    private static final List<String> VERTEX = List.of("project", "location", "target", "keys");
    private static final Timeouts DEFAULT_TIMEOUTS = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(900), null);
    private static final String NO_GENERIC =
            "is required: openai, anthropic, azure or genai (generic routes are not there yet)";

    private final Block block;
    private final @Nullable ProviderKind provider;
    private final ClientAuth clientAuth;

    RouteReader(Block block) {
        this.block = block;
        this.provider = block.require("provider", RouteReader::provider, NO_GENERIC);
        this.clientAuth = block.read("client-auth", text -> Choice.of(ClientAuth.class, text), ClientAuth.REPLACE);
    }

    /** Where there was a problem the record holds a stand-in, and nobody gets to see it. */
    RouteConfig read() {
        checkProviderSettings();
        String path = block.require("path", RoutePath::check, "is required");
        return new RouteConfig(
                path == null ? "" : path,
                provider == null ? ProviderKind.OPENAI : provider,
                block.read("target", Urls::parse),
                keys(block, provider == ProviderKind.AZURE ? KeyReader.Use.AZURE : KeyReader.Use.PLAIN),
                clientAuth,
                block.read(
                        "api-version-policy",
                        text -> Choice.of(ApiVersionPolicy.class, text),
                        ApiVersionPolicy.CONFIG_FIRST),
                vertex(block.block("vertex", VERTEX)),
                timeouts(block.block("timeouts", TIMEOUTS)),
                block.read("max-request-body", Values::size, Long.MAX_VALUE),
                terms());
    }

    private RouteTerms terms() {
        return new RouteTerms(
                block.read("cost-per-request", Values::dollars),
                block.read("require-price", Values::flag, false),
                block.read("trust-upstream-cost", Values::flag, false));
    }

    private static ProviderKind provider(String text) throws BadValue {
        if (text.equals("generic") || text.equals("bedrock")) {
            throw new BadValue(text + " routes are not there yet; must be one of openai, anthropic, azure, genai");
        }
        return Choice.of(ProviderKind.class, text);
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
        only(ProviderKind.AZURE, "api-version-policy", "is only for azure routes");
        only(ProviderKind.GENAI, "vertex", "is only for genai routes");
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
                vertex.read("target", Urls::parse),
                keys(vertex, KeyReader.Use.VERTEX));
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
