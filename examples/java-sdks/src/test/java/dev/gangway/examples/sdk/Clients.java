package dev.gangway.examples.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** The SDKs' clients at any base URL, which may be {@code https}. */
record Clients(X509TrustManager trust, SSLSocketFactory sockets) {
    /** Without TLS. */
    static final Clients PLAIN = new Clients(null, null);

    static Clients trusting(Certificate certificate) throws Exception {
        return new Clients(certificate.trust(), certificate.context().getSocketFactory());
    }

    OpenAIClient openAi(String baseUrl) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(Gateway.KEY)
                .trustManager(trust)
                .sslSocketFactory(sockets)
                .build();
    }

    AnthropicClient anthropic(String baseUrl) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(Gateway.KEY)
                .trustManager(trust)
                .sslSocketFactory(sockets)
                .build();
    }

    /** Tries once: this SDK would try five times, whatever an answer says about that. */
    Client google(String baseUrl, boolean vertex) {
        Client.Builder client = Client.builder()
                .apiKey(Gateway.KEY)
                .vertexAI(vertex)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(baseUrl)
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build());
        if (trust != null) {
            OkHttpClient http =
                    new OkHttpClient.Builder().sslSocketFactory(sockets, trust).build();
            client.clientOptions(ClientOptions.builder().customHttpClient(http).build());
        }
        return client.build();
    }
}
