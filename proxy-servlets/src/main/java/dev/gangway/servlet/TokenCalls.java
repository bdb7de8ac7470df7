package dev.gangway.servlet;

import dev.gangway.credential.TokenHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;

/** Calls token services with the HTTP client that calls upstreams: the {@code upstream} block is for both. */
final class TokenCalls implements TokenHttp {

    private final Supplier<Live> live;

    /** Calls by what {@code live} gives, which is left after each call. */
    TokenCalls(Supplier<Live> live) {
        this.live = live;
    }

    @Override
    public Answer send(Call call) throws IOException {
        Live current = live.get();
        try {
            return send(request(current, call));
        } finally {
            current.leave();
        }
    }

    private static Request request(Live live, Call call) {
        Request request = live.anyClient()
                .newRequest(URI.create(call.url()))
                .method(call.method())
                .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> call.headers().forEach(headers::put));
        return call.body().length == 0 ? request : request.body(new BytesRequestContent(call.body()));
    }

    private static Answer send(Request request) throws IOException {
        try {
            ContentResponse answer = request.send();
            Map<String, List<String>> headers = new HashMap<>();
            for (HttpField field : answer.getHeaders()) {
                headers.put(field.getName(), answer.getHeaders().getValuesList(field.getName()));
            }
            return new Answer(answer.getStatus(), headers, answer.getContent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (TimeoutException e) {
            throw new SocketTimeoutException();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause(), request);
        }
    }

    /** Of a kind that says what went wrong. */
    private static IOException failure(Throwable cause, Request request) {
        if (cause instanceof TimeoutException) {
            return new SocketTimeoutException();
        }
        // With a cause it is an answer that could not be parsed, of whomever.
        if (cause instanceof HttpResponseException refusal && refusal.getCause() == null) {
            return new ProxyRefusal(refusal.getResponse().getStatus());
        }
        if (UpstreamFailure.isHandshaking(request)) {
            return new SSLException(cause);
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }
}
