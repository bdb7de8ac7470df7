package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** One stand-in per test class, and a client that sends credentials and JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OverSockets {
    static final String[] OPENAI = {"authorization", "Bearer sk-1"};
    static final String[] ANTHROPIC = {"x-api-key", "sk-ant-1", "anthropic-version", "2023-06-01"};
    static final String[] AZURE = {"api-key", "az-1"};
    static final String[] GOOGLE = {"x-goog-api-key", "AIza1"};

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final StandInProvider provider = StandInProvider.start(0);

    @BeforeAll
    void forget() {
        provider.clear();
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        return HttpRequest.newBuilder(URI.create(provider.uri() + path))
                .headers(and(headers, "content-type", "application/json"))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws Exception {
        return client.send(request, handler);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request("GET", path, "", headers), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request("POST", path, body, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String... headers) throws Exception {
        return send(request("DELETE", path, "", headers), BodyHandlers.ofString());
    }

    /** The JSON of an answer that must have this status. */
    static JsonNode json(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
        return parse(response.body());
    }

    static JsonNode parse(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String[] and(String[] headers, String... more) {
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return all;
    }

    static String form(String boundary, String fields, String filename, String content) {
        StringBuilder form = new StringBuilder();
        for (String field : fields.split("&", -1)) {
            int equals = field.indexOf('=');
            form.append("--" + boundary + "\r\ncontent-disposition: form-data; name=\"" + field.substring(0, equals))
                    .append("\"\r\n\r\n" + field.substring(equals + 1) + "\r\n");
        }
        return form + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                + "\"\r\ncontent-type: application/octet-stream\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
    }

    HttpResponse<String> upload(String path, String form, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.uri() + path))
                .header("content-type", "multipart/form-data; boundary=xyz")
                .headers(headers)
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request, BodyHandlers.ofString());
    }

    static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
