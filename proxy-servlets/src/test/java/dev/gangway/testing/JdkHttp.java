package dev.gangway.testing;

import dev.gangway.credential.TokenHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;

/** Makes token services' calls where a test has no gateway, perhaps to another place than they are meant for. */
public final class JdkHttp implements TokenHttp {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .build();

    private final UnaryOperator<URI> way;

    /** Calls what {@code way} makes of each URL. */
    public JdkHttp(UnaryOperator<URI> way) {
        this.way = way;
    }

    /** Calls whatever is meant. */
    public JdkHttp() {
        this(UnaryOperator.identity());
    }

    @Override
    public Answer send(Call call) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(way.apply(URI.create(call.url()))).timeout(call.timeout());
        call.headers().forEach(request::header);
        request.method(call.method(), BodyPublishers.ofByteArray(call.body()));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
