package dev.gangway.credential.aws;

import dev.gangway.credential.Authorization;
import dev.gangway.credential.Authorizer;
import dev.gangway.credential.Outgoing;
import dev.gangway.credential.TokenCache;
import dev.gangway.credential.TokenException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests for AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature version 4</a>
 */
public final class SigV4 implements Authorizer {

    private static final List<String> MADE =
            List.of("Authorization", "X-Amz-Date", "X-Amz-Security-Token", "x-amz-content-sha256");

    private final TokenCache<AwsCredentialsIdentity> cache;
    private final String region;
    private final String service;
    private final Clock clock;
    private final Executor threads;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * Signs for one service.
     *
     * @param threads where bodies are read that are not in memory
     */
    public SigV4(
            TokenCache<AwsCredentialsIdentity> cache, String region, String service, Clock clock, Executor threads) {
        this.cache = cache;
        this.region = region;
        this.service = service;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public CompletionStage<Authorization> authorize(Outgoing request) {
        return request.inMemory()
                ? cache.get().thenApply(keys -> sign(request, keys))
                : cache.get().thenApplyAsync(keys -> sign(request, keys), threads);
    }

    private Authorization sign(Outgoing request, AwsCredentialsIdentity keys) {
        SdkHttpRequest signed = signed(request, keys);
        Map<String, String> headers = new HashMap<>();
        for (String name : MADE) {
            signed.firstMatchingHeader(name).ifPresent(value -> headers.put(name, value));
        }
        // A key that is not valid any more is answered with 403, like one that may not do this.
        return new Authorization(headers, status -> {
            if (status == 401 || status == 403) {
                cache.reject(keys);
            }
        });
    }

    /** AWS's library knows proper URLs only, and so does AWS. */
    private SdkHttpRequest signed(Outgoing request, AwsCredentialsIdentity keys) {
        try {
            return signer.sign(signing(request, keys)).request();
        } catch (IllegalArgumentException e) {
            throw new CompletionException(new TokenException("AWS signs no URL with such characters"));
        }
    }

    private SignRequest<AwsCredentialsIdentity> signing(Outgoing request, AwsCredentialsIdentity keys) {
        SignRequest.Builder<AwsCredentialsIdentity> signing = SignRequest.builder(keys)
                .request(unsigned(request))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, true)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock);
        if (request.body() != null) {
            signing.payload(ContentStreamProvider.fromInputStreamSupplier(request.body()));
        }
        return signing.build();
    }

    /** Only what must be signed is: what a proxy on the way may touch would break the signature. */
    private static SdkHttpRequest unsigned(Outgoing request) {
        URI origin = URI.create(request.origin());
        int mark = request.target().indexOf('?');
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .protocol(origin.getScheme())
                .host(origin.getHost())
                .encodedPath(mark < 0 ? request.target() : request.target().substring(0, mark));
        if (origin.getPort() >= 0) {
            unsigned.port(origin.getPort());
        }
        if (mark >= 0) {
            addQuery(unsigned, request.target().substring(mark + 1));
        }
        request.headers().forEach((name, values) -> {
            if (name.equals("content-type") || name.startsWith("x-amz-")) {
                unsigned.putHeader(name, values);
            }
        });
        return unsigned.build();
    }

    private static void addQuery(SdkHttpRequest.Builder unsigned, String query) {
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            unsigned.appendRawQueryParameter(decoded(name), equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
        }
    }

    /** A plus is a plus: AWS knows spaces as {@code %20} only. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
