package dev.gangway.agent.config;

import java.util.List;

/** Settings that cannot be used. Each problem names its setting and what to do. */
public final class InvalidSettings extends Exception {

    private final List<String> problems;

    InvalidSettings(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All of them. */
    public List<String> problems() {
        return problems;
    }
}
