package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UploadsTest extends OverSockets {
    private static final String START = "{\"file\":{\"display_name\":\"notes\"}}";
    private static final String[] RESUMABLE = {
        "x-goog-upload-protocol", "resumable",
        "x-goog-upload-command", "start",
        "x-goog-upload-header-content-length", "5",
        "x-goog-upload-header-content-type", "text/plain"
    };

    @Test
    void aFileComesInChunksWithoutCredential() throws Exception {
        var started = post("/upload/v1beta/files", START, and(GOOGLE, RESUMABLE));
        assertEquals(200, started.statusCode());
        assertEquals("active", header(started, "x-goog-upload-status"));
        String url = header(started, "x-goog-upload-url");
        assertTrue(url.startsWith(provider.uri() + "/upload/v1beta/files?upload_id="), url);
        assertTrue(url.endsWith("&upload_protocol=resumable"), url);
        assertEquals(url, header(started, "x-goog-upload-control-url"));

        assertEquals("active", header(chunk(url, "upload", 0, "hel"), "x-goog-upload-status"));
        assertEquals("3", header(chunk(url, "query", 0, ""), "x-goog-upload-size-received"));
        assertEquals(400, chunk(url, "upload", 0, "hel").statusCode());
        var done = chunk(url, "upload, finalize", 3, "lo");
        assertEquals("final", header(done, "x-goog-upload-status"));

        JsonNode file = json(200, done).path("file");
        assertEquals("5", file.path("sizeBytes").stringValue());
        assertEquals("notes", file.path("displayName").stringValue());
        assertEquals("text/plain", file.path("mimeType").stringValue());
        assertEquals(
                "MmNmMjRkYmE1ZmIwYTMwZTI2ZTgzYjJhYzViOWUyOWUxYjE2MWU1YzFmYTc0MjVlNzMwNDMzNjI5MzhiOTgyNA==",
                file.path("sha256Hash").stringValue());
        assertIsThere(file);
    }

    private void assertIsThere(JsonNode file) throws Exception {
        String path = "/v1beta/" + file.path("name").stringValue();
        assertEquals(file, json(200, get(path, GOOGLE)));
        assertEquals(file, json(200, get("/v1beta/files", GOOGLE)).at("/files/0"));
        assertEquals("hello", get(path + ":download?alt=media", GOOGLE).body());
        json(200, delete(path, GOOGLE));
        json(404, get(path, GOOGLE));
    }

    @Test
    void aStartNeedsACredentialAndAnUploadMustHaveStarted() throws Exception {
        assertEquals(401, post("/upload/v1beta/files", START, RESUMABLE).statusCode());
        assertEquals(
                404,
                chunk(provider.uri() + "/upload/v1beta/files?upload_id=x", "query", 0, "")
                        .statusCode());
    }

    private HttpResponse<String> chunk(String url, String command, int offset, String bytes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .headers("x-goog-upload-command", command, "x-goog-upload-offset", String.valueOf(offset))
                .POST(BodyPublishers.ofString(bytes))
                .build();
        return send(request, BodyHandlers.ofString());
    }
}
