package dev.gangway.examples.standin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that were uploaded; {@link Uploads} brings them. */
final class GeminiFiles {
    private final Things things = new Things("file", "File %s does not exist.");
    private final Shelf<byte[]> contents = new Shelf<>(content -> content.length);

    void addTo(Routes routes) {
        routes.on("GET", "files", (call, ids) -> Reply.pretty(list()))
                .on("GET", "files/{}:download", (call, ids) -> download(ids.get(0)))
                .on("GET", "files/{}", (call, ids) -> Reply.pretty(get(ids.get(0))))
                .on("DELETE", "files/{}", (call, ids) -> Reply.pretty(delete(ids.get(0))));
    }

    /** The URI is the true host's: callers send it back in prompts, and nobody on the way may change it. */
    Map<String, @Nullable Object> add(
            String name, @Nullable String displayName, String mimeType, long size, String sha256, byte[] content) {
        contents.put(name, content);
        var file = Json.object(
                "id",
                name,
                "name",
                "files/" + name,
                "displayName",
                displayName,
                "mimeType",
                mimeType,
                "sizeBytes",
                String.valueOf(size),
                "createTime",
                Ids.isoNow(),
                "updateTime",
                Ids.isoNow(),
                "expirationTime",
                Ids.isoIn(48 * 3600),
                "sha256Hash",
                sha256,
                "uri",
                "https://generativelanguage.googleapis.com/v1beta/files/" + name,
                "state",
                "ACTIVE",
                "source",
                "UPLOADED");
        if (displayName == null) {
            file.remove("displayName");
        }
        return shown(things.put(file));
    }

    private Map<String, @Nullable Object> get(String name) {
        return shown(things.get(name));
    }

    private Map<String, @Nullable Object> list() {
        var files =
                things.newest(thing -> true).stream().map(GeminiFiles::shown).toList();
        return Json.object("files", files);
    }

    private Reply download(String name) {
        Object type = things.get(name).get("mimeType");
        byte[] content = contents.get(name);
        return Reply.bytes(String.valueOf(type), content == null ? new byte[0] : content);
    }

    private Map<String, @Nullable Object> delete(String name) {
        things.delete(name, "file");
        contents.remove(name);
        return Json.object();
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> thing) {
        var file = Json.with(thing);
        file.remove("id");
        return file;
    }
}
