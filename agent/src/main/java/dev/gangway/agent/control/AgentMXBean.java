package dev.gangway.agent.control;

import java.util.Map;

/** The agent as an MBean: {@value #NAME}. */
public interface AgentMXBean {

    /** Its name. */
    String NAME = "dev.gangway:type=Agent";

    /** The version of the agent. */
    String getVersion();

    /** The Jetty clients that were found, and how many hooks each has. */
    String[] getClients();

    /** The classes that are woven into. */
    String[] getWovenClasses();

    /** How many classes could not be woven into. */
    int getWeaveFailures();

    /** Exchanges that are over since the agent came, recorded or not. */
    long getExchanges();

    /** How many of them failed, or got a status of 400 or above. */
    long getErrors();

    /** Records that were not written, for they came too fast or could not be. */
    long getLost();

    /** How often the agent itself failed; after twenty times it stops to record. */
    int getFaults();

    /** What is not as it is by default. */
    Map<String, String> getSettings();

    /**
     * Changes a setting; an empty value takes it back to its default.
     *
     * @return what is wrong with it, or an empty string
     */
    String set(String name, String value);

    /**
     * Takes the agent out.
     *
     * @return whether all classes are as they were
     */
    boolean detach();
}
