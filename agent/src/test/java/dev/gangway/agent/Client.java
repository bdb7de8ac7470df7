package dev.gangway.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client whose requests are full of secrets. */
final class Client {

    private static final String PATH = "/v1/chat/completions?key=" + TestProvider.SECRET;

    private static final int MUCH = 1 << 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(int port) {
        this.port = port;
    }

    static byte[] body(String model, boolean stream) {
        String text = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + TestProvider.SECRET + "\"}],\"model\":\""
                + model + "\",\"stream\":" + stream + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private HttpRequest request(String kind, String model, boolean stream) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + kind + PATH))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TestProvider.SECRET)
                .POST(BodyPublishers.ofByteArray(body(model, stream)))
                .build();
    }

    HttpResponse<byte[]> post(String kind, String model) throws IOException, InterruptedException {
        return client.send(request(kind, model, false), BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(String kind) throws IOException, InterruptedException {
        return client.send(request(kind, "gpt-4o", true), BodyHandlers.ofInputStream());
    }

    /** Asks for an endless stream, and leaves once it flows; false if the gateway ended it before. */
    boolean leave(String kind) throws IOException {
        byte[] body = body("endless", true);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST " + kind + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + TestProvider.SECRET + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return socket.getInputStream().readNBytes(MUCH).length == MUCH;
        }
    }
}
