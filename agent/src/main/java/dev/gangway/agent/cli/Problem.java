package dev.gangway.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;

/** Why a command came to nothing: one sentence, and what to do about it. */
final class Problem extends Exception {

    private final Exit exit;
    private final String fix;

    Problem(Exit exit, String message, String fix) {
        super(message);
        this.exit = exit;
        this.fix = fix;
    }

    Exit exit() {
        return exit;
    }

    String fix() {
        return fix;
    }

    /** What the JDK's {@code cause} means for attaching {@code jar} to {@code pid}. */
    static Problem of(Exception cause, String pid, String jar) {
        String text = String.valueOf(cause.getMessage());
        String restart = "Start it with " + javaagent(jar) + ".";
        if (text.contains("No such process") || text.contains("non existent JVM pid")) {
            return noProcess(pid);
        }
        if (text.contains("Dynamic agent loading is not enabled")) {
            return new Problem(
                    Exit.NOT_POSSIBLE, pid + " runs with -XX:-EnableDynamicAgentLoading (JEP 451).", restart);
        }
        if (text.contains("Operation not permitted")) {
            return new Problem(
                    Exit.NOT_ALLOWED,
                    pid + " runs as another user.",
                    "Run this as that user, for instance with sudo -u, or as root.");
        }
        if (text.contains("Agent JAR not found") || text.contains("zip file")) {
            return new Problem(
                    Exit.FAILED,
                    pid + " cannot read " + jar + ".",
                    "Copy the jar to where that process sees it, as with docker cp, and run the command there.");
        }
        if (cause instanceof AttachNotSupportedException) {
            return new Problem(
                    Exit.NOT_POSSIBLE,
                    pid + " lets nobody attach: it is no HotSpot JVM, or runs with -XX:+DisableAttachMechanism.",
                    restart);
        }
        if (cause instanceof AgentLoadException || cause instanceof AgentInitializationException) {
            return new Problem(
                    Exit.FAILED, pid + " did not load the agent: " + text + ".", "Look at its standard error.");
        }
        return cause instanceof IOException
                ? new Problem(Exit.FAILED, "Talking to " + pid + " failed: " + text + ".", "Try: doctor " + pid + ".")
                : new Problem(Exit.FAILED, cause.toString(), "Please report this.");
    }

    static Problem noProcess(String pid) {
        return new Problem(Exit.NO_PROCESS, "There is no process " + pid + ".", "See: list.");
    }

    /** What to start a JVM with. */
    static String javaagent(String jar) {
        return "-javaagent:" + jar;
    }
}
