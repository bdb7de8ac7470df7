package dev.gangway.agent.cli;

import dev.gangway.agent.boot.Main;

/** Exit codes. */
enum Exit {
    OK(0),
    /** The command could not be understood. */
    USAGE(2),
    /** There is no such process, or it is no JVM that can be seen from here. */
    NO_PROCESS(3),
    /** The process is somebody else's. */
    NOT_ALLOWED(4),
    /** The JVM was started so that nothing can be attached, or is too old. */
    NOT_POSSIBLE(5),
    /** The agent is not in that JVM. */
    NOT_ATTACHED(6),
    /** The agent did not start, or did not take a setting; it says why. */
    REFUSED(7),
    /** Some class is not as it was. */
    NOT_RESET(8),
    /** Anything else. */
    FAILED(9),
    /** The Java that runs the command. */
    TOO_OLD(Main.TOO_OLD);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
