package dev.gangway.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How another gateway says what a key for Bedrock is. Roles to assume are left over: AWS's own files say those.
 *
 * @param region the setting that names the region
 * @param usual the region where that is not set
 * @param parts the settings of an access key: its id, its secret, its session token
 * @param profile the setting that names a profile of AWS's files, or null where there is none
 */
record BedrockKey(
        String region,
        String usual,
        List<String> parts,
        @Nullable String profile) {

    static final BedrockKey LITELLM = new BedrockKey(
            "aws_region_name",
            "${AWS_REGION_NAME:-${AWS_REGION:-us-west-2}}",
            List.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token"),
            "aws_profile_name");

    static final BedrockKey BIFROST = new BedrockKey(
            "region", "${AWS_REGION:-us-east-1}", List.of("access_key", "secret_key", "session_token"), null);

    private static final List<String> OURS = List.of("access-key-id", "secret-access-key", "session-token");

    /** Takes from {@code config} what says how requests are proven, where that is not a Bedrock API key. */
    void read(Source config, @Nullable String apiKey, Map<String, Object> key) {
        @Nullable String at = config.text(region);
        key.put("region", at == null ? usual : Values.required(at));
        if (apiKey != null) {
            key.put("value", Values.expression(apiKey));
            return;
        }
        Map<String, Object> aws = new LinkedHashMap<>();
        for (int i = 0; i < OURS.size(); i++) {
            @Nullable String part = config.text(parts.get(i));
            if (part != null) {
                aws.put(OURS.get(i), Values.expression(part));
            }
        }
        @Nullable String named = profile != null && aws.isEmpty() ? config.text(profile) : null;
        if (aws.isEmpty()) {
            aws.put(named == null ? "source" : "profile", named == null ? "default" : Values.expression(named));
        }
        key.put("aws", aws);
    }

    /** What becomes of what {@link #read} does not take. */
    static @Nullable String why(String setting) {
        return setting.matches(".*(role|external_id|session_name|web_identity|sts_endpoint).*")
                ? "have a profile of ~/.aws/config assume the role, and name it as aws.profile"
                : null;
    }
}
