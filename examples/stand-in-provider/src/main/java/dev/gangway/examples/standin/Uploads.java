package dev.gangway.examples.standin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Google's resumable uploads: a start that names a URL, then chunks to that URL, which is its own credential. */
final class Uploads {
    private static final int GRANULARITY = 8 << 20;

    private static final class Upload {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final MessageDigest digest = sha256();
        private final String name;
        private final @Nullable String displayName;
        private final String mimeType;
        private long size;
        private @Nullable Map<String, @Nullable Object> file;

        Upload(JsonNode file, @Nullable String mimeType) {
            String asked = file.path("name").stringValue("");
            name = asked.isEmpty() ? Ids.next("", 12).toLowerCase(Locale.ROOT) : asked.replace("files/", "");
            displayName = file.path("displayName")
                    .stringValue(file.path("display_name").stringValue(null));
            this.mimeType = mimeType == null ? "application/octet-stream" : mimeType;
        }

        synchronized void add(Call call) {
            String offset = call.header("x-goog-upload-offset");
            if (file != null || (offset != null && !offset.equals(String.valueOf(size)))) {
                throw new Refused(400, "Upload offset " + offset + " does not match the " + size + " bytes received.");
            }
            digest.update(call.body());
            content.write(call.body(), 0, Math.min(call.body().length, Call.KEPT - content.size()));
            size += call.bodyLength();
        }

        synchronized Map<String, @Nullable Object> finish(GeminiFiles files) {
            // the API has it so: base64 of the hexadecimal digits
            String hex = HexFormat.of().formatHex(digest.digest());
            String hash = Base64.getEncoder().encodeToString(hex.getBytes(StandardCharsets.US_ASCII));
            file = files.add(name, displayName, mimeType, size, hash, content.toByteArray());
            return file;
        }
    }

    private final Shelf<Upload> uploads = new Shelf<>(upload -> upload.content.size());
    private final GeminiFiles files;

    Uploads(GeminiFiles files) {
        this.files = files;
    }

    static boolean isChunk(Call call) {
        return call.segments().get(0).equals("upload") && call.query("upload_id") != null;
    }

    /** The path is the one after {@code /upload}. */
    @Nullable Reply answer(Call call, List<String> path) {
        boolean known = (path.size() == 2 && path.get(1).equals("files"))
                || (path.size() == 3 && path.get(2).endsWith(":uploadToFileSearchStore"));
        if (!known || !List.of("POST", "PUT").contains(call.method())) {
            return null;
        }
        String id = call.query("upload_id");
        String command = call.header("x-goog-upload-command");
        return id == null ? start(call, command) : proceed(call, id, command == null ? "" : command);
    }

    private Reply start(Call call, @Nullable String command) {
        if (!"start".equals(command) || !"resumable".equals(call.header("x-goog-upload-protocol"))) {
            throw new Refused(400, "Only resumable uploads are known here.");
        }
        String id = Ids.next("AAMNkw", 60);
        uploads.put(id, new Upload(call.json().path("file"), call.header("x-goog-upload-header-content-type")));
        String url = call.origin() + call.rawPath() + "?upload_id=" + id + "&upload_protocol=resumable";
        return status(Reply.text("text/plain; charset=utf-8", ""), "active")
                .header("x-guploader-uploadid", id)
                .header("x-goog-upload-url", url)
                .header("x-goog-upload-control-url", url)
                .header("x-goog-upload-chunk-granularity", GRANULARITY);
    }

    private Reply proceed(Call call, String id, String command) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw Refused.notFound("Upload not found.");
        }
        if (command.contains("upload")) {
            upload.add(call);
            uploads.put(id, upload);
        }
        if (command.contains("finalize")) {
            return status(Reply.pretty(Json.object("file", upload.finish(files))), "final");
        }
        if (command.equals("cancel")) {
            uploads.remove(id);
            return status(Reply.text("text/plain; charset=utf-8", ""), "cancelled");
        }
        return status(Reply.text("text/plain; charset=utf-8", ""), upload.file == null ? "active" : "final")
                .header("x-goog-upload-size-received", upload.size)
                .header("x-goog-upload-chunk-granularity", GRANULARITY);
    }

    private static Reply status(Reply reply, String status) {
        return reply.header("x-goog-upload-status", status);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
