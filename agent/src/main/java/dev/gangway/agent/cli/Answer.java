package dev.gangway.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command has to say.
 *
 * @param exit the exit code
 * @param lines for a person
 * @param json for a program
 */
record Answer(Exit exit, String lines, Map<String, Object> json) {

    Answer {
        json = new LinkedHashMap<>(json);
    }

    static Answer ok(String lines, Map<String, Object> json) {
        return new Answer(Exit.OK, lines, json);
    }

    static Answer of(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", String.valueOf(problem.getMessage()));
        json.put("fix", problem.fix());
        return new Answer(problem.exit(), problem.getMessage() + " " + problem.fix(), json);
    }
}
