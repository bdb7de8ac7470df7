package dev.gangway.agent.config;

import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageFormats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers LLM requests.
 *
 * @param name in the record; empty where nobody is known
 * @param api whose API it has; the same as the name where it is its own
 * @param hosts patterns of its public hosts, in which a {@code *} stands for any text
 */
public record Provider(String name, String api, List<String> hosts) {

    public Provider {
        hosts = List.copyOf(hosts);
    }

    /** The API that a request calls, or null. The operator's own hosts may have it below any path. */
    public @Nullable UsageFormat format(String method, String path) {
        UsageFormat own = UsageFormats.find(name, method, path);
        return own == null ? UsageFormats.findBelow(api, method, path) : own;
    }
}
