package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** JSON objects that are created, got, listed and deleted by their {@code id}, in OpenAI's shapes. */
final class Things {
    private final Shelf<Map<String, @Nullable Object>> shelf = new Shelf<>();
    private final String object;
    private final String notFound;

    Things(String object) {
        this(object, "No " + object + " found with id '%s'.");
    }

    Things(String object, String notFound) {
        this.object = object;
        this.notFound = notFound;
    }

    /** A new one with the fields that the caller sent over these. */
    Map<String, @Nullable Object> create(String id, Call call, @Nullable Object... fields) {
        var thing = Json.object("id", id, "object", object, "created_at", Ids.now());
        thing.putAll(Json.object(fields));
        call.json().properties().forEach(sent -> thing.putIfAbsent(sent.getKey(), sent.getValue()));
        return put(thing);
    }

    Map<String, @Nullable Object> put(Map<String, @Nullable Object> thing) {
        shelf.put(String.valueOf(thing.get("id")), thing);
        return thing;
    }

    Map<String, @Nullable Object> get(String id) {
        Map<String, @Nullable Object> thing = shelf.get(id);
        if (thing == null) {
            throw Refused.notFound(notFound.formatted(id));
        }
        return thing;
    }

    Map<String, @Nullable Object> list() {
        return list(thing -> true);
    }

    /** All on one page. */
    Map<String, @Nullable Object> list(Predicate<Map<String, @Nullable Object>> which) {
        List<Map<String, @Nullable Object>> data = newest(which);
        return Json.object(
                "object",
                "list",
                "data",
                data,
                "first_id",
                data.isEmpty() ? null : data.get(0).get("id"),
                "last_id",
                data.isEmpty() ? null : data.get(data.size() - 1).get("id"),
                "has_more",
                false);
    }

    List<Map<String, @Nullable Object>> newest(Predicate<Map<String, @Nullable Object>> which) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        shelf.all().stream().filter(which).forEach(thing -> found.add(0, thing));
        return found;
    }

    Map<String, @Nullable Object> delete(String id, String type) {
        get(id);
        shelf.remove(id);
        return Json.object("id", id, "object", type, "deleted", true);
    }
}
