package dev.gangway.examples.sdk;

import com.anthropic.backends.Backend;
import com.anthropic.bedrock.backends.BedrockBackend;
import com.anthropic.bedrock.backends.BedrockMantleBackend;
import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.foundry.backends.FoundryBackend;
import com.anthropic.vertex.backends.VertexBackend;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** The SDKs' clients for clouds at any base URL. They show the gateway's key, where they can show one. */
final class CloudClients {
    private CloudClients() {}

    /** This backend knows AWS's hosts only, and a builder that has one takes no base URL: hence the options. */
    static AnthropicClient claudeOnBedrock(String baseUrl) {
        return claude(BedrockBackend.builder()
                        .apiKey(Gateway.KEY)
                        .region(Region.US_EAST_1)
                        .build())
                .withOptions(options -> options.baseUrl(baseUrl));
    }

    static AnthropicClient claudeOnMantle(String baseUrl) {
        return claude(BedrockMantleBackend.builder()
                .apiKey(Gateway.KEY)
                .region(Region.US_EAST_1)
                .baseUrl(baseUrl)
                .build());
    }

    static AnthropicClient claudeOnFoundry(String baseUrl) {
        return claude(
                FoundryBackend.builder().apiKey(Gateway.KEY).baseUrl(baseUrl).build());
    }

    static AnthropicClient claudeOnVertex(String baseUrl) {
        return claude(VertexBackend.builder()
                .googleCredentials(googleCredentials())
                .project("their-project")
                .region("us-east5")
                .baseUrl(baseUrl)
                .build());
    }

    static Client geminiOnVertex(String baseUrl) {
        return Client.builder()
                .vertexAI(true)
                .project("their-project")
                .location("europe-west4")
                .credentials(googleCredentials())
                .httpOptions(HttpOptions.builder().baseUrl(baseUrl).build())
                .build();
    }

    private static GoogleCredentials googleCredentials() {
        return GoogleCredentials.create(AccessToken.newBuilder()
                .setTokenValue(Gateway.KEY)
                .setExpirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build());
    }

    private static AnthropicClient claude(Backend backend) {
        return AnthropicOkHttpClient.builder().backend(backend).build();
    }

    /** Signs with a key of nobody; a signature shows no secret, so the gateway's key comes in a header of its own. */
    static BedrockRuntimeClient bedrock(String baseUrl) {
        var builder = BedrockRuntimeClient.builder();
        CloudClients.<BedrockRuntimeClient>signing(baseUrl).accept(builder);
        return builder.build();
    }

    static BedrockRuntimeAsyncClient asyncBedrock(String baseUrl) {
        var builder = BedrockRuntimeAsyncClient.builder();
        CloudClients.<BedrockRuntimeAsyncClient>signing(baseUrl).accept(builder);
        return builder.build();
    }

    private static <T> Consumer<AwsClientBuilder<?, T>> signing(String baseUrl) {
        return builder -> {
            builder.endpointOverride(URI.create(baseUrl));
            builder.region(Region.US_WEST_2); // not the gateway's
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIANOBODY", "secret-of-nobody")));
            builder.overrideConfiguration(override ->
                    override.putHeader("gangway-key", Gateway.KEY).retryStrategy(DefaultRetryStrategy.doNotRetry()));
        };
    }
}
