package dev.gangway.examples.standin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files: uploaded as a form, listed, got, downloaded, deleted. */
final class OpenAiFiles {
    private final Things things = new Things("file", "No such File object: %s");
    private final Shelf<byte[]> contents = new Shelf<>(content -> content.length);

    void addTo(Routes routes) {
        routes.on("POST", "files", (call, ids) -> upload(call))
                .on("GET", "files", (call, ids) -> Reply.pretty(things.list()))
                .on("GET", "files/{}", (call, ids) -> Reply.pretty(things.get(ids.get(0))))
                .on("GET", "files/{}/content", (call, ids) -> download(ids.get(0)))
                .on("DELETE", "files/{}", (call, ids) -> Reply.pretty(delete(ids.get(0))));
    }

    private Reply upload(Call call) {
        Multipart.Part file = call.file();
        if (file == null) {
            throw new Refused(400, "'file' is a required property");
        }
        String name = file.filename() == null ? "upload" : file.filename();
        String purpose = call.json().path("purpose").stringValue("");
        if (purpose.isEmpty()) {
            throw new Refused(400, "'purpose' is a required property");
        }
        // what was not kept was in the file: nothing else in a form is that long
        long length = file.bytes().length + call.bodyLength() - call.body().length;
        return Reply.pretty(add(name, purpose, file.bytes(), length));
    }

    Map<String, @Nullable Object> add(String name, String purpose, byte[] content, long length) {
        String id = Ids.next("file-", 22);
        contents.put(id, content);
        return things.put(Json.object(
                "object",
                "file",
                "id",
                id,
                "purpose",
                purpose,
                "filename",
                name,
                "bytes",
                length,
                "created_at",
                Ids.now(),
                "expires_at",
                null,
                "status",
                "processed",
                "status_details",
                null));
    }

    /** Empty where there is none. */
    byte[] content(String id) {
        byte[] content = contents.get(id);
        return content == null ? new byte[0] : content;
    }

    private Reply download(String id) {
        Object name = things.get(id).get("filename");
        return Reply.bytes("application/octet-stream", content(id))
                .header("content-disposition", "attachment; filename=\"" + name + "\"");
    }

    private Map<String, @Nullable Object> delete(String id) {
        contents.remove(id);
        return things.delete(id, "file");
    }
}
