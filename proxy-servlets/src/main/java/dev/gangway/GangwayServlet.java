package dev.gangway;

import dev.gangway.gateway.ConfiguredServlet;

/**
 * The whole gateway in one servlet, mapped to {@code /*}: every route of the file that the init parameter
 * {@code config} names, else the property {@code gangway.config}, else {@code $GANGWAY_CONFIG}, else the built-in four.
 */
public final class GangwayServlet extends ConfiguredServlet {}
