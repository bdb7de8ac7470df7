package dev.gangway.agent;

import static dev.gangway.agent.AgentCommand.JAVA;
import static dev.gangway.agent.AgentCommand.NOBODY;
import static dev.gangway.agent.AgentCommand.run;
import static dev.gangway.agent.IdleJvm.CLASSES;
import static dev.gangway.agent.IdleJvm.idle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies what is said of a process that the agent cannot be put into, whatever the host; and that such a process runs on. */
class UnfitIT {

    @TempDir
    private static Path folder;

    /** As ssh-agent does, which the signal that a JVM is asked by would end; to root it cannot hide. */
    @Test
    void whatHidesIsNotTouched() throws Exception {
        assumeTrue(AgentCommand.isRoot(), "only root can become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.copy(Gateway.AGENT, folder.resolve("agent.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
        String prctl = System.getProperty("os.arch").equals("amd64") ? "157" : "167";
        String hide = "syscall(" + prctl + ", 4, 0, 0, 0, 0) == 0 or die; $| = 1; print \"READY\\n\"; <STDIN>";
        Process hidden = AgentCommand.start(NOBODY, "perl", "-e", hide);
        String pid = String.valueOf(hidden.pid());
        try {
            assertEquals("READY", hidden.inputReader().readLine());
            String said = pid + " does not show this user whether it is a JVM, and to ask would end what is none.";
            AgentCommand.run(NOBODY, JAVA, jar, "attach", pid).is(5, said, "root", "-javaagent:" + jar);
            AgentCommand.run(NOBODY, JAVA, jar, "doctor", pid).is(5, said);
            run("attach", pid).is(5, pid + " is no HotSpot JVM.");
            assertTrue(hidden.isAlive());
        } finally {
            hidden.destroy();
        }
    }

    /** With {@code -Xrs} the signal would end a JVM too: it listens from its start, unless it was told not to. */
    @Test
    void aJvmThatTheSignalWouldEndIsNotSentIt() throws Exception {
        try (IdleJvm target = idle("-Xrs")) {
            run("attach", target.pid()).is(0);
        }
        List<String> hushed = List.of("env", "JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism");
        try (IdleJvm target = IdleJvm.start(hushed, JAVA, CLASSES, "-Xrs", "-XX:-UsePerfData")) {
            run("attach", target.pid()).is(5, target.pid() + " does not answer", "-javaagent:");
            assertTrue(target.process().isAlive());
        }
    }

    /** As Docker's root: it may send signals to others' processes, and not look at them. */
    @Test
    void rootOfAContainerIsNotEverybody() throws Exception {
        assumeTrue(AgentCommand.isRoot(), "only root can become somebody else");
        List<String> root = List.of("setpriv", "--bounding-set=-all,+kill", "--inh-caps=-all", "--");
        Process sleep = AgentCommand.start(NOBODY, "sleep", "60");
        String pid = String.valueOf(sleep.pid());
        try {
            AgentCommand.run(root, JAVA, Gateway.AGENT, "attach", pid).is(4, pid + " runs as another user", "sudo -u");
            assertTrue(sleep.isAlive());
        } finally {
            sleep.destroy();
        }
    }

    /** Whether the command line asks or not. */
    @Test
    void itsJavaIsTooOld() throws Exception {
        // Or a Java from 21 on warns of whatever is loaded into it.
        try (IdleJvm target = idle("-Didle.java=11", "-XX:+EnableDynamicAgentLoading")) {
            run("attach", target.pid()).is(5, target.pid() + " runs a Java that is too old", "Java 17 or newer");
            run("doctor", target.pid()).is(5, target.pid() + " runs a Java that is too old");
            VirtualMachine machine = VirtualMachine.attach(target.pid());
            machine.loadAgent(Gateway.AGENT.toString());
            machine.detach();
            assertEquals(
                    "gangway-agent: needs Java 17 or newer, this is Java 11; the application runs on without it",
                    target.process().inputReader().readLine());
        }
    }

    @Test
    void itsJavaLacksAModule() throws Exception {
        try (IdleJvm target = IdleJvm.start(List.of(), image("java.base"), CLASSES)) {
            run("attach", target.pid()).is(5, "The Java of " + target.pid() + " has no module java.instrument.");
        }
        try (IdleJvm target = IdleJvm.start(List.of(), image("java.instrument"), CLASSES)) {
            run("attach", target.pid()).is(7, "needs the module java.management, which this Java was made without");
        }
        try (IdleJvm target = IdleJvm.start(List.of(), image("java.instrument,java.management"), CLASSES)) {
            run("attach", target.pid()).is(0);
            run("status", target.pid()).is(5, "The Java of " + target.pid() + " has no module jdk.management.agent");
        }
        List<String> without = List.of("env", "JDK_JAVA_OPTIONS=--limit-modules=java.base");
        AgentCommand.run(without, JAVA, Gateway.AGENT, "list").is(5, "has no module jdk.attach", "-javaagent:");
    }

    private static String image(String module) {
        Path image = folder.resolve(module);
        int made = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, "--add-modules", module, "--output", image.toString());
        assertEquals(0, made);
        return image.resolve("bin/java").toString();
    }
}
