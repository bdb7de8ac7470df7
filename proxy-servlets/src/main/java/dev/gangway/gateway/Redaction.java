package dev.gangway.gateway;

import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.KeyConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.credential.Secret;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of bodies what the operator says, every secret of the configuration, and what looks like a key. */
final class Redaction implements UnaryOperator<String> {

    private static final String MASK = "****";
    private static final int SHORTEST = 6;

    /** Keys of providers and clouds, tokens, and the short-lived secrets that some APIs hand out. */
    private static final Pattern KEYS =
            Pattern.compile("\\b(?:sk|pk|rk|ek|gsk|xai|hf|r8|ghp|gho|pplx)[-_][A-Za-z0-9_-]{8,}"
                    + "|\\bAIza[A-Za-z0-9_-]{20,}|\\bya29\\.[A-Za-z0-9._-]+|\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"
                    + "|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)?|\\bauth_tokens/[A-Za-z0-9_-]+"
                    + "|(?i)\\bbearer\\s+[A-Za-z0-9._~+/-]{8,}=*");

    private final List<Secret> secrets;
    private final List<Pattern> patterns;

    /** Takes out {@code secrets} and what matches one of {@code expressions}. */
    Redaction(List<Secret> secrets, List<String> expressions) {
        this.secrets = List.copyOf(secrets);
        this.patterns = Stream.concat(expressions.stream().map(Pattern::compile), Stream.of(KEYS))
                .toList();
    }

    /** Those of {@code config} that are long enough not to be found in anything. */
    static List<Secret> secrets(GatewayConfig config) {
        Stream<Secret> own = Stream.concat(
                Stream.of(config.signingSecret()),
                config.access().keys().stream().map(GatewayKey::value));
        return Stream.concat(own, config.routes().stream().flatMap(Redaction::secrets))
                .filter(secret -> secret.reveal().length() >= SHORTEST)
                .toList();
    }

    private static Stream<Secret> secrets(RouteConfig route) {
        Stream<KeyConfig> vertex = route.vertex() == null ? Stream.of() : route.vertex().keys().stream();
        Stream<Secret> keys =
                Stream.concat(route.keys().stream(), vertex).flatMap(key -> Stream.of(key.value(), key.accessToken()));
        Stream<Secret> rules = Stream.concat(
                route.rules().headers().stream().map(HeaderValue::value), route.rules().query().values().stream());
        return Stream.concat(keys, rules);
    }

    @Override
    public String apply(String text) {
        String clean = text;
        for (Secret secret : secrets) {
            clean = clean.replace(secret.reveal(), MASK);
        }
        for (Pattern pattern : patterns) {
            clean = pattern.matcher(clean).replaceAll(MASK);
        }
        return clean;
    }
}
