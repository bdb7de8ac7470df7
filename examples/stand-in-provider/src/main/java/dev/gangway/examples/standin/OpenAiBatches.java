package dev.gangway.examples.standin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Batches: they are done as soon as one asks for them, with the answers in a file. */
final class OpenAiBatches {
    private final Things things = new Things("batch");
    private final OpenAiFiles files;

    OpenAiBatches(OpenAiFiles files) {
        this.files = files;
    }

    void addTo(Routes routes) {
        routes.on("POST", "batches", (call, ids) -> Reply.pretty(create(call)))
                .on("GET", "batches", (call, ids) -> Reply.pretty(things.list()))
                .on("GET", "batches/{}", (call, ids) -> Reply.pretty(things.get(ids.get(0))))
                .on("POST", "batches/{}/cancel", (call, ids) -> Reply.pretty(cancel(ids.get(0))));
    }

    private Map<String, @Nullable Object> create(Call call) {
        String input = call.json().path("input_file_id").stringValue("");
        if (input.isEmpty()) {
            throw new Refused(400, "Missing required parameter: 'input_file_id'.", "missing_required_parameter");
        }
        List<String> answers = answers(files.content(input));
        byte[] output = String.join("", answers).getBytes(StandardCharsets.UTF_8);
        Object outputId = files.add("batch_output.jsonl", "batch_output", output, output.length)
                .get("id");
        var batch = Json.object(
                "id",
                "batch_" + Ids.hex(32),
                "object",
                "batch",
                "endpoint",
                call.json().path("endpoint"),
                "errors",
                null,
                "input_file_id",
                input,
                "completion_window",
                "24h",
                "status",
                "completed",
                "output_file_id",
                outputId,
                "error_file_id",
                null,
                "created_at",
                Ids.now(),
                "expires_at",
                Ids.now() + 86_400,
                "completed_at",
                Ids.now(),
                "request_counts",
                counts(answers.size(), answers.size()),
                "usage",
                usage(answers),
                "metadata",
                null);
        things.put(batch);
        return Json.with(
                batch,
                "status",
                "validating",
                "output_file_id",
                null,
                "completed_at",
                null,
                "request_counts",
                counts(0, 0),
                "usage",
                null);
    }

    private Map<String, @Nullable Object> cancel(String id) {
        return things.put(Json.with(things.get(id), "status", "cancelling", "cancelling_at", Ids.now()));
    }

    private static List<String> answers(byte[] input) {
        List<String> answers = new ArrayList<>();
        new String(input, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    JsonNode asked = Json.parse(line.getBytes(StandardCharsets.UTF_8));
                    JsonNode body = asked.path("body");
                    var answer = Json.object(
                            "status_code", 200,
                            "request_id", Ids.hex(32),
                            "body", OpenAiChat.whole(body, body.path("model").stringValue("gpt-4o"), true));
                    answers.add(Json.compact(Json.object(
                                    "id",
                                    "batch_req_" + Ids.hex(32),
                                    "custom_id",
                                    asked.path("custom_id"),
                                    "response",
                                    answer,
                                    "error",
                                    null))
                            + "\n");
                });
        return answers;
    }

    private static Map<String, @Nullable Object> counts(int total, int completed) {
        return Json.object("total", total, "completed", completed, "failed", 0);
    }

    private static Map<String, @Nullable Object> usage(List<String> answers) {
        int input = sum(answers, "/response/body/usage/prompt_tokens");
        int output = sum(answers, "/response/body/usage/completion_tokens");
        return Json.object(
                "input_tokens",
                input,
                "input_tokens_details",
                Json.object("cached_tokens", 0),
                "output_tokens",
                output,
                "output_tokens_details",
                Json.object("reasoning_tokens", 0),
                "total_tokens",
                input + output);
    }

    private static int sum(List<String> answers, String pointer) {
        return answers.stream()
                .mapToInt(answer -> Json.parse(answer.getBytes(StandardCharsets.UTF_8))
                        .at(pointer)
                        .intValue(0))
                .sum();
    }
}
