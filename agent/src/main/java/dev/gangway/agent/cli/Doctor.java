package dev.gangway.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks what would keep the agent out of a JVM. Loads nothing there. */
final class Doctor {

    private static final int OLDEST = 17;

    private final String pid;
    private final String jar;
    private final List<String> findings = new ArrayList<>();

    Doctor(String pid, String jar) {
        this.pid = pid;
        this.jar = jar;
    }

    /** One sentence for each; empty where nothing is in the way. */
    List<String> findings() throws Problem {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isEmpty()) {
            throw Problem.noProcess(pid);
        }
        Path folder = Path.of("/proc", pid);
        if (Files.isDirectory(folder)) {
            flags(folder);
            namespace(folder);
        }
        if (findings.isEmpty()) {
            machine();
        }
        return findings;
    }

    private void flags(Path folder) {
        String line = read(folder.resolve("cmdline")).replace('\0', ' ');
        if (line.contains("-XX:+DisableAttachMechanism")) {
            findings.add("It runs with -XX:+DisableAttachMechanism: nothing can be attached.");
        }
        if (line.contains("-XX:-EnableDynamicAgentLoading")) {
            findings.add("It runs with -XX:-EnableDynamicAgentLoading: no agent can be loaded later (JEP 451).");
        }
    }

    /** A container has files of its own. */
    private void namespace(Path folder) {
        Path root = folder.resolve("root");
        Path seen = Path.of(root.toString() + Path.of(jar).toAbsolutePath());
        // Of another user's process nothing can be seen.
        if (Files.isReadable(root) && !Files.isReadable(seen)) {
            findings.add("It runs in a container that does not see " + jar
                    + ": copy the jar there (docker cp) and run attach inside (docker exec).");
        }
    }

    private void machine() {
        try (Target target = Target.open(pid, jar)) {
            String version = target.properties().getProperty("java.specification.version", "0");
            if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
                findings.add("It runs Java " + version + "; the agent needs " + OLDEST + " or newer.");
            }
            JsonNode status = target.status();
            if (Target.isAttached(status)) {
                findings.add("The agent is there already.");
            }
        } catch (Problem e) {
            findings.add(e.getMessage() + " " + e.fix());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
