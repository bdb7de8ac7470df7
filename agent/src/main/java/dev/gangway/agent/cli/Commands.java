package dev.gangway.agent.cli;

import dev.gangway.agent.control.AgentMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The commands, each to its answer. */
final class Commands {

    /** JDK 17 cuts longer ones off. */
    private static final int MOST_ARGUMENTS = 900;

    private final String jar;

    Commands(String jar) {
        this.jar = jar;
    }

    String jar() {
        return jar;
    }

    Answer list() {
        List<Map<String, Object>> found = new ArrayList<>();
        for (String pid : Jvms.all()) {
            found.add(describe(pid));
        }
        String lines = found.stream()
                .map(row -> row.get("pid") + "  java " + row.get("java") + "  agent: " + row.get("agent") + "  "
                        + row.get("main"))
                .collect(Collectors.joining("\n"));
        return Answer.ok(lines.isEmpty() ? "No JVM of this user is running here." : lines, Map.of("jvms", found));
    }

    private Map<String, Object> describe(String pid) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("pid", Long.valueOf(pid));
        try (Target target = Target.open(pid, jar)) {
            Properties properties = target.properties();
            row.put("java", properties.getProperty("java.version", "unknown"));
            // Its arguments may hold secrets.
            row.put(
                    "main",
                    properties.getProperty("sun.java.command", "unknown").split(" ", 2)[0]);
            JsonNode status = target.status();
            row.put(
                    "agent",
                    status != null && Target.isAttached(status)
                            ? status.path("version").asString()
                            : "none");
        } catch (Problem e) {
            row.putIfAbsent("java", "unknown");
            row.putIfAbsent("main", "unknown");
            row.put("agent", String.valueOf(e.getMessage()));
        }
        return row;
    }

    Answer attach(String pid, List<String> settings) throws Problem {
        String arguments = String.join(";", settings) + (settings.isEmpty() ? "" : ";") + "jar=" + jar;
        if (arguments.length() > MOST_ARGUMENTS) {
            throw new Problem(
                    Exit.USAGE,
                    "These settings are too long for an attach.",
                    "Put them into a file: config=/path/to/it.");
        }
        try (Target target = Target.open(pid, jar)) {
            if (Target.isAttached(target.status())) {
                return Answer.ok("The agent is in " + pid + " already.", Map.of("state", "attached", "already", true));
            }
            target.requireJava();
            target.load(arguments);
            return attached(pid, target.status());
        }
    }

    private Answer attached(String pid, @Nullable JsonNode status) throws Problem {
        if (Target.isAttached(status)) {
            return Answer.ok("The agent is in " + pid + " now.", Map.of("state", "attached"));
        }
        if (status == null || !status.has("problems")) {
            throw new Problem(Exit.REFUSED, "The agent did not start in " + pid + ".", "Its standard error says why.");
        }
        String why = status.path("problems").values().stream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("\n"));
        throw new Problem(
                Exit.REFUSED, "The agent did not start in " + pid + ": " + why + ".", "Mend that, and try again.");
    }

    Answer status(String pid) throws Problem {
        try (Target target = Target.open(pid, jar)) {
            AgentMXBean agent = target.agent();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("state", "attached");
            json.put("version", agent.getVersion());
            json.put("clients", List.of(agent.getClients()));
            json.put("woven", List.of(agent.getWovenClasses()));
            json.put("weave_failures", agent.getWeaveFailures());
            json.put("exchanges", agent.getExchanges());
            json.put("errors", agent.getErrors());
            json.put("lost", agent.getLost());
            json.put("faults", agent.getFaults());
            json.put("settings", agent.getSettings());
            return Answer.ok(lines(json), json);
        }
    }

    private static String lines(Map<String, Object> json) {
        return json.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    Answer set(String pid, List<String> settings) throws Problem {
        if (settings.isEmpty() || settings.stream().anyMatch(setting -> setting.indexOf('=') <= 0)) {
            throw new Problem(Exit.USAGE, "Nothing to set.", "Write set PID KEY=VALUE.");
        }
        try (Target target = Target.open(pid, jar)) {
            AgentMXBean agent = target.agent();
            for (String setting : settings) {
                String[] pair = setting.split("=", 2);
                String problem = agent.set(pair[0], pair[1]);
                if (!problem.isEmpty()) {
                    throw new Problem(
                            Exit.REFUSED, problem + ".", "The settings before it hold; this one was left as it was.");
                }
            }
            return Answer.ok("Set.", Map.of("settings", agent.getSettings()));
        }
    }

    Answer detach(String pid) throws Problem {
        try (Target target = Target.open(pid, jar)) {
            if (target.agent().detach()) {
                return Answer.ok("The agent is gone from " + pid + ".", Map.of("state", "detached", "reset", true));
            }
            throw new Problem(
                    Exit.NOT_RESET,
                    "The agent records no more in " + pid + ", but some class is not as it was.",
                    "It does no harm; a restart of the JVM removes it.");
        }
    }

    Answer doctor(String pid) throws Problem {
        List<String> findings = new Doctor(pid, jar).findings();
        String start = "To start it with the agent: java " + Problem.javaagent(jar) + " …";
        if (findings.isEmpty()) {
            return Answer.ok("Nothing keeps the agent out of " + pid + ". " + start, Map.of("findings", findings));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("findings", findings);
        json.put("javaagent", Problem.javaagent(jar));
        return new Answer(Exit.NOT_POSSIBLE, String.join("\n", findings) + "\n" + start, json);
    }
}
