package dev.gangway.provider.azure;

import dev.gangway.provider.AnthropicVersion;
import dev.gangway.provider.RequestHead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of Azure's APIs a path belongs to. */
enum AzurePath {
    /** {@code /openai/v1…}: the version is in the path; Azure answers 400 to any other. */
    OPENAI_V1,
    /** Other {@code /openai/…}: the version is the {@code api-version} parameter. */
    OPENAI,
    /** {@code /anthropic/…}: Claude. */
    ANTHROPIC,
    /** {@code /v1/messages…} as Anthropic's own SDK sends it: Claude, once {@code /anthropic} is put before. */
    ANTHROPIC_BARE,
    /** An operation of OpenAI's without the {@code /openai} that Azure needs. */
    OPENAI_BARE,
    /** {@code /api/projects/…}: a project of Foundry, and what is in it. */
    PROJECT,
    /** Anything else Azure may have. */
    OTHER;

    private static final String COGNITIVE_SERVICES = "https://cognitiveservices.azure.com/.default";
    private static final String FOUNDRY = "https://ai.azure.com/.default";

    private static final Set<String> OPERATIONS = Set.of(
            "chat",
            "completions",
            "embeddings",
            "responses",
            "images",
            "audio",
            "files",
            "batches",
            "moderations",
            "assistants",
            "threads",
            "vector_stores",
            "fine_tuning",
            "uploads",
            "realtime",
            "conversations");

    static AzurePath of(RequestHead head) {
        String path = head.path();
        if (below(path, "/openai/v1")) {
            return OPENAI_V1;
        }
        if (below(path, "/openai")) {
            return OPENAI;
        }
        if (below(path, "/anthropic")) {
            return ANTHROPIC;
        }
        if (below(path, "/api/projects")) {
            return PROJECT;
        }
        if (below(path, "/v1")) {
            boolean claude = below(path, "/v1/messages") || AnthropicVersion.isSent(head);
            return claude ? ANTHROPIC_BARE : OPENAI_BARE;
        }
        return OPERATIONS.contains(firstSegment(path)) ? OPENAI_BARE : OTHER;
    }

    boolean isAnthropic() {
        return this == ANTHROPIC || this == ANTHROPIC_BARE;
    }

    /** What a token of Entra has to be for. */
    String scope() {
        return isAnthropic() || this == PROJECT ? FOUNDRY : COGNITIVE_SERVICES;
    }

    /** What to tell a client whose path Azure cannot have, or null. */
    @Nullable String hint() {
        return this == OPENAI_BARE
                ? "Azure has no such path: use base URL …/openai/v1/ with an OpenAI client, or an Azure OpenAI client"
                        + " with this route as its endpoint."
                : null;
    }

    private static boolean below(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
