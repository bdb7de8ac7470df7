package dev.gangway.provider.bedrock;

import dev.gangway.credential.UpstreamKey;
import org.jspecify.annotations.Nullable;

/**
 * A key and the region that it is used in.
 *
 * @param key the key
 * @param region such as {@code us-east-1}, valid as a host part; null where none is configured
 * @param regionSetting which setting and variable the region comes from, for messages
 */
public record BedrockKey(UpstreamKey key, @Nullable String region, String regionSetting) {}
