package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images, speech, transcriptions and moderations. */
final class OpenAiMedia {
    /** One transparent pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E" + "rkJggg==";

    private static final List<String> CATEGORIES =
            List.of("harassment", "hate", "illicit", "self-harm", "sexual", "violence");
    private static final int MP3_FRAMES = 40;

    void addTo(Routes routes) {
        routes.on("POST", "images/generations", (call, ids) -> images(call, "image_generation"))
                .on("POST", "images/edits", (call, ids) -> images(call, "image_edit"))
                .on("POST", "audio/speech", (call, ids) -> speech())
                .on("POST", "audio/transcriptions", (call, ids) -> transcribe(call))
                .on("POST", "audio/translations", (call, ids) -> transcribe(call))
                .on("POST", "moderations", (call, ids) -> moderate(call));
    }

    private static Reply images(Call call, String event) {
        if (call.json().path("prompt").stringValue("").isEmpty()) {
            throw new Refused(400, "Missing required parameter: 'prompt'.", "missing_required_parameter");
        }
        int input = Tokens.count(Prompt.said(call.json()));
        var usage = Json.object(
                "input_tokens",
                input,
                "input_tokens_details",
                Json.object("text_tokens", input, "image_tokens", 0),
                "output_tokens",
                272,
                "total_tokens",
                input + 272);
        if (call.wantsStream()) {
            return new Sse()
                    .typed(event + ".partial_image", "partial_image_index", 0, "b64_json", PNG)
                    .typed(event + ".completed", "b64_json", PNG, "created_at", Ids.now(), "usage", usage)
                    .reply();
        }
        boolean byUrl = call.model("gpt-image-1").startsWith("dall-e")
                && !call.json().path("response_format").stringValue("url").equals("b64_json");
        Map<String, @Nullable Object> image = byUrl
                ? Json.object("url", "https://blob.example/" + Ids.uuid() + ".png?sig=stand-in", "revised_prompt", "")
                : Json.object("b64_json", PNG);
        var answer = Json.object("created", Ids.now(), "data", List.of(image));
        return Reply.pretty(byUrl ? answer : Json.with(answer, "usage", usage));
    }

    /** A second of silence, in frames that a player takes: MPEG-1 layer III, 128 kbit/s, 44.1 kHz. */
    private static Reply speech() {
        byte[] frames = new byte[417 * MP3_FRAMES];
        for (int at = 0; at < frames.length; at += 417) {
            frames[at] = (byte) 0xFF;
            frames[at + 1] = (byte) 0xFB;
            frames[at + 2] = (byte) 0x90;
            frames[at + 3] = (byte) 0x64;
        }
        return Reply.bytes("audio/mpeg", frames);
    }

    private static Reply transcribe(Call call) {
        Multipart.Part file = call.file();
        if (file == null) {
            throw new Refused(400, "Missing required parameter: 'file'.", "missing_required_parameter");
        }
        String text = "You sent " + file.bytes().length + " bytes of sound in " + file.filename() + ".";
        if (call.wantsStream()) {
            return transcriptStream(text);
        }
        return switch (call.json().path("response_format").stringValue("json")) {
            case "text" -> Reply.text("text/plain; charset=utf-8", text + "\n");
            case "srt" -> Reply.text("text/plain; charset=utf-8", "1\n00:00:00,000 --> 00:00:02,000\n" + text + "\n\n");
            case "vtt" -> Reply.text("text/vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n" + text + "\n\n");
            default -> Reply.pretty(Json.object("text", text, "usage", usage(call, text)));
        };
    }

    private static Reply transcriptStream(String text) {
        Sse sse = new Sse();
        Prompt.pieces(text).forEach(piece -> sse.data(Json.object("type", "transcript.text.delta", "delta", piece)));
        var usage = tokenUsage(text);
        return sse.data(Json.object("type", "transcript.text.done", "text", text, "usage", usage))
                .reply();
    }

    private static Map<String, @Nullable Object> usage(Call call, String text) {
        return call.model("").startsWith("whisper") ? Json.object("type", "duration", "seconds", 2) : tokenUsage(text);
    }

    private static Map<String, @Nullable Object> tokenUsage(String text) {
        int output = Tokens.count(text);
        return Json.object(
                "type",
                "tokens",
                "input_tokens",
                14,
                "input_token_details",
                Json.object("text_tokens", 0, "audio_tokens", 14),
                "output_tokens",
                output,
                "total_tokens",
                14 + output);
    }

    private static Reply moderate(Call call) {
        var flags = Json.object();
        var scores = Json.object();
        CATEGORIES.forEach(category -> {
            flags.put(category, false);
            scores.put(category, 0.0001);
        });
        var result = Json.object("flagged", false, "categories", flags, "category_scores", scores);
        int inputs = Math.max(1, call.json().path("input").size());
        List<Object> results = new ArrayList<>(Collections.nCopies(inputs, result));
        String model = call.model("omni-moderation-latest");
        return Reply.pretty(Json.object("id", "modr-" + Ids.hex(32), "model", model, "results", results));
    }
}
