package dev.gangway.agent.config;

import java.util.List;

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
}
