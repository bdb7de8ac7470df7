package dev.gangway.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks what would keep the agent out of a JVM. Loads nothing there. */
final class Doctor {

    private final String pid;
    private final String jar;
    private final List<String> findings = new ArrayList<>();

    Doctor(String pid, String jar) {
        this.pid = pid;
        this.jar = jar;
    }

    /** One sentence for each; empty where nothing is in the way. */
    List<String> findings() throws Problem {
        Optional<Obstacle> seen = Jvms.obstacle(pid);
        if (seen.filter(Obstacle.GONE::equals).isPresent()) {
            throw Obstacle.GONE.problem(pid, jar);
        }
        if (new Proc(pid).commandLine().contains("-XX:-EnableDynamicAgentLoading")) {
            seen = seen.or(() -> Optional.of(Obstacle.LOADING_IS_OFF));
        }
        seen.ifPresent(obstacle -> add(obstacle.problem(pid, jar)));
        namespace(Path.of("/proc", pid));
        if (findings.isEmpty()) {
            machine();
        }
        return findings;
    }

    private void add(Problem problem) {
        findings.add(problem.getMessage() + " " + problem.fix());
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
            target.requireJava();
            if (Target.isAttached(target.status())) {
                findings.add("The agent is there already.");
            }
        } catch (Problem e) {
            add(e);
        }
    }
}
