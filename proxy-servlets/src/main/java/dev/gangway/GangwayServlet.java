package dev.gangway;

import dev.gangway.gateway.ConfiguredServlet;

/**
 * The whole gateway in one servlet, mapped to {@code /*}: every route of the file that the init parameter
 * {@code config} names, else system property or context parameter {@code gangway.config}, else JNDI entry
 * {@code gangway/config}, else {@code $GANGWAY_CONFIG}, else the built-in four.
 */
public final class GangwayServlet extends ConfiguredServlet {}
