package dev.gangway.credential;

/**
 * What one route proves itself with upstream.
 *
 * @param name what the record calls it
 * @param credential the credential itself
 * @param setting which setting and variable it comes from, for messages
 */
public record UpstreamKey(String name, Credential credential, String setting) {}
