package dev.gangway.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with every problem that it has. */
public final class ConfigException extends Exception {

    /**
     * One mistake.
     *
     * @param path where in the file, such as {@code routes[1].keys[0].endpoint}; empty for the file as a whole
     * @param message what is wrong and what to do; never holds a secret
     */
    public record Problem(String path, String message) {
        @Override
        public String toString() {
            return path.isEmpty() ? message : path + ": " + message;
        }
    }

    private final transient List<Problem> problems;

    ConfigException(String source, List<Problem> problems) {
        super(source + ":\n" + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
