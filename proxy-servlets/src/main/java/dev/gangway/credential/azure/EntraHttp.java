package dev.gangway.credential.azure;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.gangway.credential.TokenHttp;
import dev.gangway.credential.TokenHttp.Answer;
import dev.gangway.credential.TokenHttp.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets Microsoft's library make its calls the gateway's way. */
final class EntraHttp implements IHttpClient {

    private final TokenHttp http;

    EntraHttp(TokenHttp http) {
        this.http = http;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException {
        @Nullable Map<String, String> headers = request.headers();
        @Nullable String body = request.body();
        Answer answer = http.send(new Call(
                request.httpMethod().name(),
                request.url().toString(),
                headers == null ? Map.of() : headers,
                (body == null ? "" : body).getBytes(StandardCharsets.UTF_8),
                TokenHttp.LONGEST));
        HttpResponse response =
                new HttpResponse().statusCode(answer.status()).body(new String(answer.body(), StandardCharsets.UTF_8));
        response.addHeaders(answer.headers());
        return response;
    }
}
