package dev.gangway.servlet;

import dev.gangway.usage.UnreadAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets an exchange go on whatever befalls those who only look at it. */
final class FailOpen {

    private static final Logger LOG = LoggerFactory.getLogger(FailOpen.class);

    private FailOpen() {}

    /** Does {@code work}; what it throws is counted. */
    static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            count(e);
        }
    }

    /** Only kind and place are logged: an exception's own words may hold what the client sent. */
    static void count(Throwable fault) {
        UnreadAnswers.count(UnreadAnswers.Why.FAULT);
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.warn(
                "An exchange could not be observed: {} at {}",
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
    }
}
