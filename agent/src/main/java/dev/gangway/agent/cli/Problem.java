package dev.gangway.agent.cli;

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
        String words = String.valueOf(cause.getMessage());
        return Obstacle.of(words).map(obstacle -> obstacle.problem(pid, jar)).orElseGet(() -> talking(cause, pid));
    }

    /** Of a {@code cause} whose words are not about attaching; of RMI's the rest is told by the first line. */
    static Problem talking(Exception cause, String pid) {
        String words = String.valueOf(cause.getMessage()).split("; nested exception|\\R", 2)[0];
        return new Problem(
                Exit.FAILED,
                "Talking to " + pid + " failed: " + cause.getClass().getSimpleName() + ": " + words + ".",
                "Look at its standard error, and whether its java.rmi.server.hostname leads here, and try: doctor "
                        + pid + ".");
    }

    /** What to start a JVM with. */
    static String javaagent(String jar) {
        return "-javaagent:" + jar;
    }
}
