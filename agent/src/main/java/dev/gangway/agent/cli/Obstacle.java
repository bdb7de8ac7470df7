package dev.gangway.agent.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps an agent out of a JVM, or a command from talking to it; the JDK tells it in words, 17 in others than 25. */
enum Obstacle {
    GONE(
            Exit.NO_PROCESS,
            "There is no process %1$s.",
            "See: list.",
            "No such process",
            "non existent JVM pid",
            "Invalid process identifier"),
    NO_JVM(Exit.NOT_POSSIBLE, "%1$s is no HotSpot JVM.", "Name the JVM of the gateway; see: list."),
    /** Such as ssh-agent, and programs that have capabilities of their own. */
    HIDDEN(
            Exit.NOT_POSSIBLE,
            "%1$s does not show this user whether it is a JVM, and to ask would end what is none.",
            "Run this as root, or start it with -javaagent:%2$s."),
    /** Of a process that had this number before. */
    LEFT_SOCKET(
            Exit.NOT_POSSIBLE,
            "%1$s does not listen at its socket for attaching, which another process may have left.",
            "Remove .java_pid%1$s from its /tmp, and try again.",
            "Connection refused"),
    ATTACH_IS_OFF(
            Exit.NOT_POSSIBLE,
            "%1$s runs with -XX:+DisableAttachMechanism: nothing can be attached.",
            "Start it with -javaagent:%2$s.",
            "does not support the attach mechanism"),
    LOADING_IS_OFF(
            Exit.NOT_POSSIBLE,
            "%1$s runs with -XX:-EnableDynamicAgentLoading: no agent can be loaded later (JEP 451).",
            "Start it with -javaagent:%2$s.",
            "Dynamic agent loading is not enabled"),
    SILENT(
            Exit.NOT_POSSIBLE,
            "%1$s does not answer: it just starts, is stopped, has a /tmp of its own, or some file or variable gave it"
                    + " -XX:+DisableAttachMechanism.",
            "Try again, as root, or start it with -javaagent:%2$s.",
            "doesn't respond",
            "did not respond",
            "not ready to participate"),
    ANOTHER_USERS(
            Exit.NOT_ALLOWED,
            "%1$s runs as another user, or as another group.",
            "Run this as that user, for instance with sudo -u, or as root.",
            "Operation not permitted",
            "Permission denied",
            "is not secure"),
    NO_ROOM(
            Exit.FAILED,
            "Nothing can be written to the /tmp of %1$s, where its socket for attaching belongs.",
            "Mend that, or start it with -javaagent:%2$s.",
            "Read-only file system",
            "No space left"),
    JAR_UNSEEN(
            Exit.FAILED,
            "%1$s cannot read %2$s.",
            "Copy the jar to where that process sees it, as with docker cp, and run the command there.",
            "Agent JAR not found",
            "zip file",
            "Unable to add JAR file"),
    NO_INSTRUMENT(
            Exit.NOT_POSSIBLE,
            "The Java of %1$s has no module java.instrument.",
            "Run it with a Java that has.",
            "java.instrument",
            "instrument was not loaded"),
    NO_MANAGEMENT(
            Exit.NOT_POSSIBLE,
            "The Java of %1$s has no module jdk.management.agent: the agent there cannot be talked to.",
            "Restart it, with the settings that it shall have.",
            "ManagementAgent",
            "management.Agent",
            "jdk.internal.agent",
            "jdk.management.agent"),
    OLD_JAVA(
            Exit.NOT_POSSIBLE,
            "%1$s runs a Java that is too old for the agent.",
            "Run the gateway with Java 17 or newer."),
    ENDED(
            Exit.NO_PROCESS,
            "%1$s ended, or hung up, in the middle.",
            "See: list.",
            "Premature EOF",
            "Connection reset",
            "Broken pipe");

    private final Exit exit;
    private final String sentence;
    private final String fix;

    @SuppressWarnings("ImmutableEnumChecker") // It is: made by List.of.
    private final List<String> signs;

    Obstacle(Exit exit, String sentence, String fix, String... signs) {
        this.exit = exit;
        this.sentence = sentence;
        this.fix = fix;
        this.signs = List.of(signs);
    }

    /** The one that the JDK means by {@code words}. */
    static Optional<Obstacle> of(String words) {
        return Stream.of(values())
                .filter(obstacle -> obstacle.signs.stream().anyMatch(words::contains))
                .findFirst();
    }

    /** It, for {@code jar} and {@code pid}. */
    Problem problem(String pid, String jar) {
        return new Problem(exit, sentence.formatted(pid, jar), fix.formatted(pid, jar));
    }
}
