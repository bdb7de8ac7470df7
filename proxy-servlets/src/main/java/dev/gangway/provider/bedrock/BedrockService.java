package dev.gangway.provider.bedrock;

import dev.gangway.provider.Upstream;
import java.util.Set;

/**
 * Which of Bedrock's services a path belongs to.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/bedrock.html">Endpoints</a>
 */
enum BedrockService {
    /** Models in Bedrock's own way: {@code /model/{id}/invoke}, {@code /converse} and their like. */
    RUNTIME("bedrock-runtime", "bedrock"),
    /** Agents, flows, knowledge bases, and what works on those. */
    AGENT_RUNTIME("bedrock-agent-runtime", "bedrock"),
    /** Models in the way of Anthropic and OpenAI. */
    MANTLE("bedrock-mantle", "bedrock-mantle");

    private static final Set<String> AGENTS = Set.of(
            "agents",
            "flows",
            "generateQuery",
            "knowledgebases",
            "optimize-prompt",
            "rerank",
            "retrieveAndGenerate",
            "retrieveAndGenerateStream",
            "sessions");

    private static final Set<String> APIS = Set.of("anthropic", "openai", "v1");

    private final String host;
    private final String signingName;

    BedrockService(String host, String signingName) {
        this.host = host;
        this.signingName = signingName;
    }

    /** Of a raw path below the route. */
    static BedrockService of(String path) {
        int end = path.indexOf('/', 1);
        String first = path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
        if (AGENTS.contains(first)) {
            return AGENT_RUNTIME;
        }
        return APIS.contains(first) ? MANTLE : RUNTIME;
    }

    /** The service that AWS signs for. */
    String signingName() {
        return signingName;
    }

    /** Where it is in {@code region}, which the configuration has checked. */
    Upstream upstream(String region) {
        return new Upstream("https", host + "." + region + domain(region), 443, "");
    }

    private String domain(String region) {
        if (this == MANTLE) {
            return ".api.aws";
        }
        return region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    }
}
