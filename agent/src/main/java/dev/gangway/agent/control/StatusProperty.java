package dev.gangway.agent.control;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Says in a system property how the agent is, for those who look from outside. One line of JSON. */
public final class StatusProperty {

    /** Its name. */
    public static final String NAME = "dev.gangway.agent.status";

    private StatusProperty() {}

    /** The agent of this version records. */
    public static void attached(String version) {
        set(Map.of("state", "attached", "version", version));
    }

    /** It did not start: {@code problems} say why. */
    public static void refused(List<String> problems) {
        set(Map.of("state", "refused", "problems", problems));
    }

    /** It is gone; {@code reset} says whether all classes are as they were. */
    public static void detached(boolean reset) {
        set(Map.of("state", "detached", "reset", reset));
    }

    private static void set(Map<String, Object> status) {
        String ignored = System.setProperty(NAME, new JsonMapper().writeValueAsString(status));
    }
}
