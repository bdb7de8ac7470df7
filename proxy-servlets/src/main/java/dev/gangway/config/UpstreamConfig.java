package dev.gangway.config;

/**
 * The {@code upstream} block.
 *
 * @param maxConnections most connections to one upstream origin at a time, at least 1; default 4096
 */
public record UpstreamConfig(int maxConnections) {}
