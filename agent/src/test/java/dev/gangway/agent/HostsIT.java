package dev.gangway.agent;

import static dev.gangway.agent.AgentCommand.NOBODY;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gangway.agent.AgentCommand.Ended;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verifies what the command line, as a process, says and does on hosts that keep it out: from each Java to each. */
class HostsIT {

    enum Pair {
        OLD_TO_OLD(false, false),
        OLD_TO_NEW(false, true),
        NEW_TO_OLD(true, false),
        NEW_TO_NEW(true, true);

        private final boolean newCommand;
        private final boolean newTarget;

        Pair(boolean newCommand, boolean newTarget) {
            this.newCommand = newCommand;
            this.newTarget = newTarget;
        }

        String command() {
            return java(newCommand);
        }

        String target() {
            return java(newTarget);
        }

        private static String java(boolean newest) {
            Optional<Path> home = newest ? Jdks.newest() : Optional.of(Jdks.own());
            assumeTrue(home.isPresent(), "no JDK 25 in /usr/lib/jvm");
            return home.get().resolve("bin/java").toString();
        }
    }

    @TempDir
    private static Path folder;

    /** A copy that anybody can read, and one that only some processes can see. */
    private static Path jar;

    private static Path hidden;

    @BeforeAll
    static void copy() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        jar = Files.copy(Gateway.AGENT, folder.resolve("agent.jar"));
        Path away = Files.createDirectory(folder.resolve("away"));
        hidden = Files.copy(Gateway.AGENT, away.resolve("agent.jar"));
        Path classes = Files.createDirectories(folder.resolve("dev/gangway/agent"));
        Files.copy(Path.of("target/test-classes/dev/gangway/agent/Idle.class"), classes.resolve("Idle.class"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String mode = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            }
        }
    }

    private static Ended run(Pair pair, String... words) throws Exception {
        return AgentCommand.run(List.of(), pair.command(), jar, words);
    }

    private static IdleJvm idle(List<String> before, Pair pair, String... options) throws Exception {
        return IdleJvm.start(before, pair.target(), folder, options);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_TO_OLD", "NEW_TO_NEW"})
    void nobodyIsThere(Pair pair) throws Exception {
        run(pair, "attach", "999999999").is(3, "There is no process 999999999.");
        run(pair, "doctor", "999999999").is(3, "There is no process 999999999.");
        Process sleep = AgentCommand.start(List.of(), "sleep", "60");
        String pid = String.valueOf(sleep.pid());
        Path left = leaveSocket(pid);
        try {
            run(pair, "attach", pid).is(5, pid + " is no HotSpot JVM.");
            assertTrue(sleep.isAlive());
        } finally {
            sleep.destroy();
            Files.delete(left);
        }
    }

    /** As a JVM does that is killed; processes' ids come again. */
    private static Path leaveSocket(String pid) throws IOException {
        Path path = Path.of("/tmp/.java_pid" + pid);
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            ServerSocketChannel ignored = channel.bind(UnixDomainSocketAddress.of(path));
        }
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_TO_OLD", "NEW_TO_NEW"})
    void theAttachMechanismIsOff(Pair pair) throws Exception {
        try (IdleJvm target = idle(List.of(), pair, "-XX:+DisableAttachMechanism")) {
            String start = "-javaagent:" + jar;
            run(pair, "attach", target.pid()).is(5, "-XX:+DisableAttachMechanism", start);
            run(pair, "doctor", target.pid()).is(5, "nothing can be attached", start);
        }
        List<String> hushed = List.of("env", "JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism");
        try (IdleJvm target = idle(hushed, pair)) {
            run(pair, "attach", target.pid()).is(5, "-XX:+DisableAttachMechanism", "-javaagent:" + jar);
        }
        List<String> impatient = List.of("env", "JDK_JAVA_OPTIONS=-Dsun.tools.attach.attachTimeout=300");
        try (IdleJvm target = idle(hushed, pair, "-XX:-UsePerfData")) {
            AgentCommand.run(impatient, pair.command(), jar, "attach", target.pid())
                    .is(5, "does not answer", "-javaagent:" + jar);
            Path left = leaveSocket(target.pid());
            run(pair, "attach", target.pid()).is(5, "does not listen", "Remove .java_pid" + target.pid());
            Files.delete(left);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agentsMayNotBeLoadedLater(Pair pair) throws Exception {
        try (IdleJvm target = idle(List.of(), pair, "-XX:-EnableDynamicAgentLoading")) {
            run(pair, "attach", target.pid()).is(5, "JEP 451", "-javaagent:" + jar);
            run(pair, "doctor", target.pid()).is(5, "JEP 451", "-javaagent:" + jar);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsAnotherUsers(Pair pair) throws Exception {
        assumeTrue(AgentCommand.isRoot(), "only root can become somebody else");
        try (IdleJvm target = idle(List.of(), pair)) {
            AgentCommand.run(NOBODY, pair.command(), jar, "attach", target.pid())
                    .is(4, "runs as another user", "sudo -u");
            AgentCommand.run(NOBODY, pair.command(), jar, "doctor", target.pid())
                    .is(5, "runs as another user");
            assertFalse(AgentCommand.run(NOBODY, pair.command(), jar, "list")
                    .printed()
                    .contains(target.pid()));
        }
        try (IdleJvm target = idle(NOBODY, pair)) {
            run(pair, "attach", target.pid(), "target=stderr").is(0, "The agent is in " + target.pid() + " now.");
            run(pair, "detach", target.pid()).is(0, "The agent is gone");
        }
    }

    /** A container, as far as the agent can tell: processes and files of its own. */
    @ParameterizedTest
    @EnumSource
    void itIsInAContainer(Pair pair) throws Exception {
        List<String> inside = List.of("unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc");
        assumeTrue(AgentCommand.isRoot() && AgentCommand.start(inside, "true").waitFor() == 0, "no name spaces here");
        List<String> withoutJar = new ArrayList<>(inside);
        withoutJar.addAll(List.of("sh", "-c", "mount -t tmpfs none " + hidden.getParent() + " && exec \"$@\"", "sh"));
        try (IdleJvm target = idle(withoutJar, pair)) {
            AgentCommand.run(List.of(), pair.command(), hidden, "attach", target.pid())
                    .is(9, "cannot read " + hidden, "docker cp");
            AgentCommand.run(List.of(), pair.command(), hidden, "doctor", target.pid())
                    .is(5, "does not see " + hidden, "docker cp", "docker exec");
            run(pair, "doctor", target.pid()).is(0, "Nothing keeps the agent out");
            run(pair, "list").is(0, target.pid() + "  java ");
            run(pair, "attach", target.pid(), "target=stderr").is(0, "The agent is in " + target.pid() + " now.");
            run(pair, "detach", target.pid()).is(0, "The agent is gone");
        }
    }
}
