package dev.gangway.observe.jmx;

import java.util.List;

/** The configuration of one servlet. */
public interface ConfigurationMXBean {

    /** The files that it was read from when it was last read, in force or not. */
    List<String> getFiles();

    /** When the one in force was read, RFC 3339. */
    String getLoaded();

    /** How many routes are served. */
    int getRoutes();

    /** Whether what the files say now is in force; false where it had mistakes. */
    boolean isCurrent();

    /** The mistakes that keep the files from being in force, one a line; empty for none. */
    String getProblems();

    /** What the files say and only a restart puts in force, such as {@code records.file}. */
    List<String> getRestartNeeded();

    /** How often another configuration was put in force. */
    long getReloads();

    /** How often one was not, for its mistakes. */
    long getReloadFailures();

    /** Reads the files now, changed or not: {@code ok}, or the mistakes, one a line. */
    String reload();
}
