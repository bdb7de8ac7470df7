package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Message batches. They have ended as soon as one asks for them; the results are at an absolute URL. */
final class AnthropicBatches {
    private static final String PATH = "v1/messages/batches";

    private record Batch(String id, JsonNode requests, boolean cancelled, String created) {}

    private final Shelf<Batch> batches = new Shelf<>();

    void addTo(Routes routes) {
        routes.on("POST", PATH, (call, ids) -> create(call))
                .on("GET", PATH, (call, ids) -> list(call))
                .on("GET", PATH + "/{}", (call, ids) -> Reply.json(ended(call, get(ids.get(0)))))
                .on("POST", PATH + "/{}/cancel", (call, ids) -> cancel(ids.get(0)))
                .on("GET", PATH + "/{}/results", (call, ids) -> results(get(ids.get(0))))
                .on("DELETE", PATH + "/{}", (call, ids) -> delete(ids.get(0)));
    }

    private Reply create(Call call) {
        JsonNode requests = call.json().path("requests");
        if (requests.isEmpty()) {
            throw new Refused(400, "requests: Field required");
        }
        Batch batch = new Batch(Ids.next("msgbatch_01", 22), requests, false, Ids.isoNow());
        batches.put(batch.id, batch);
        return Reply.json(running(batch, "in_progress"));
    }

    private Reply cancel(String id) {
        Batch batch = get(id);
        Batch cancelled = new Batch(id, batch.requests, true, batch.created);
        batches.put(id, cancelled);
        return Reply.json(running(cancelled, "canceling"));
    }

    private Reply delete(String id) {
        get(id);
        batches.remove(id);
        return Reply.json(Json.object("id", id, "type", "message_batch_deleted"));
    }

    private Reply list(Call call) {
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        batches.all().forEach(batch -> data.add(0, ended(call, batch)));
        return Reply.json(Json.object(
                "data",
                data,
                "has_more",
                false,
                "first_id",
                data.isEmpty() ? null : data.get(0).get("id"),
                "last_id",
                data.isEmpty() ? null : data.get(data.size() - 1).get("id")));
    }

    private Batch get(String id) {
        Batch batch = batches.get(id);
        if (batch == null) {
            throw Refused.notFound("Message Batch " + id + " not found.");
        }
        return batch;
    }

    private static Map<String, @Nullable Object> running(Batch batch, String status) {
        return Json.object(
                "id",
                batch.id,
                "type",
                "message_batch",
                "processing_status",
                status,
                "request_counts",
                counts(batch.requests.size(), 0, 0),
                "ended_at",
                null,
                "created_at",
                batch.created,
                "expires_at",
                Ids.isoIn(86_400),
                "archived_at",
                null,
                "cancel_initiated_at",
                batch.cancelled ? Ids.isoNow() : null,
                "results_url",
                null);
    }

    private static Map<String, @Nullable Object> ended(Call call, Batch batch) {
        int size = batch.requests.size();
        return Json.with(
                running(batch, "ended"),
                "request_counts",
                counts(0, batch.cancelled ? 0 : size, batch.cancelled ? size : 0),
                "ended_at",
                Ids.isoNow(),
                "results_url",
                call.origin() + "/" + PATH + "/" + batch.id + "/results");
    }

    private static Map<String, @Nullable Object> counts(int processing, int succeeded, int canceled) {
        return Json.object(
                "processing", processing, "succeeded", succeeded, "errored", 0, "canceled", canceled, "expired", 0);
    }

    private static Reply results(Batch batch) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode request : batch.requests) {
            JsonNode params = request.path("params");
            var result = batch.cancelled
                    ? Json.object("type", "canceled")
                    : Json.object(
                            "type",
                            "succeeded",
                            "message",
                            AnthropicMessages.message(
                                    params, params.path("model").stringValue("claude")));
            var line = Json.object("custom_id", request.path("custom_id"), "result", result);
            lines.append(Json.compact(line)).append('\n');
        }
        return Reply.text("application/x-jsonl", lines.toString());
    }
}
