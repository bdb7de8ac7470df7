package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of the corpus is read the same wherever its bytes are cut, plain and compressed. */
class GoldenAnswersTest {

    static List<GoldenAnswer> answers() {
        return GoldenAnswer.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadWhole(GoldenAnswer answer) {
        assertEquals(answer.expected(), answer.read(null, ByteBuffer.wrap(answer.body())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadWhereverItIsCut(GoldenAnswer answer) {
        everyCut(answer, null, answer.body());
        everyCut(answer, "gzip", GoldenAnswer.gzip(answer.body()));
    }

    private static void everyCut(GoldenAnswer answer, @Nullable String encoding, byte[] bytes) {
        TreeSet<String> expected = answer.expected();
        for (int cut = 0; cut <= bytes.length; cut++) {
            TreeSet<String> read = answer.read(
                    encoding, ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            if (!expected.equals(read)) {
                assertEquals(expected, read, encoding + " cut at " + cut);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadByteByByteFromDirectBuffers(GoldenAnswer answer) {
        ByteBuffer direct = ByteBuffer.allocateDirect(answer.body().length)
                .put(answer.body())
                .flip();
        ByteBuffer[] bytes = new ByteBuffer[answer.body().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = direct.slice(i, 1);
        }
        assertEquals(answer.expected(), answer.read(null, bytes));
        assertEquals(answer.expected(), answer.read(null, direct));
    }

    @Test
    void theCorpusIsLarge() {
        assertTrue(answers().size() >= 60);
    }

    /** Each place where a provider says usage, whole and as a stream, or says none: the corpus has an answer of it. */
    @ParameterizedTest
    @CsvSource({
        "openai-chat, openai.chat, reasoning_tokens",
        "openai-chat-audio, openai.chat, audio_input_tokens",
        "openai-chat-stream, openai.chat, output_tokens",
        "openai-chat-stream-without-usage, openai.chat, none",
        "azure-chat-deployment, openai.chat, input_tokens",
        "openai-completions, openai.completions, output_tokens",
        "azure-completions-stream, openai.completions, output_tokens",
        "openai-responses, openai.responses, cache_read_tokens",
        "openai-responses-stream, openai.responses, output_tokens",
        "openai-responses-stream-incomplete, openai.responses, output_tokens",
        "azure-responses-stream-failed, openai.responses, input_tokens",
        "openai-responses-get, openai.responses, input_tokens",
        "openai-embeddings, openai.embeddings, input_tokens",
        "openai-images, openai.images, images",
        "openai-images-edits-details, openai.images, image_input_tokens",
        "openai-images-stream, openai.images, output_tokens",
        "azure-images-edit-stream, openai.images, output_tokens",
        "openai-transcription-tokens, openai.transcription, audio_input_tokens",
        "openai-transcription-seconds, openai.transcription, seconds",
        "openai-transcription-srt, openai.transcription, none",
        "openai-transcription-stream, openai.transcription, input_tokens",
        "openai-speech, openai.speech, none",
        "openai-speech-stream, openai.speech, audio_output_tokens",
        "openai-realtime-messages, openai.realtime, input_tokens",
        "openai-batch, openai.batch, input_tokens",
        "openai-batch-output, openai.files.content, input_tokens",
        "anthropic-messages, anthropic.messages, cache_write_1h_tokens",
        "anthropic-stream, anthropic.messages, output_tokens",
        "anthropic-stream-cumulative, anthropic.messages, output_tokens",
        "anthropic-stream-error, anthropic.messages, input_tokens",
        "anthropic-iterations, anthropic.messages, input_tokens",
        "anthropic-count, anthropic.count, input_tokens",
        "anthropic-batch-results, anthropic.batch.results, input_tokens",
        "gemini-generate, gemini.generate, cache_read_tokens",
        "gemini-stream, gemini.generate, output_tokens",
        "gemini-stream-array, gemini.generate, output_tokens",
        "vertex-generate, gemini.generate, input_tokens",
        "gemini-embed, gemini.embeddings, input_tokens",
        "gemini-batch-embed-no-usage, gemini.embeddings, none",
        "vertex-embed-predict, gemini.predict, input_tokens",
        "gemini-count, gemini.count, input_tokens",
        "gemini-imagen, gemini.predict, images",
        "gemini-veo-done, gemini.video, tool.generate_video",
        "gemini-interactions, gemini.interactions, reasoning_tokens",
        "gemini-interactions-stream, gemini.interactions, input_tokens",
        "gemini-live-messages, gemini.live, output_tokens",
        "vertex-claude, anthropic.messages, input_tokens",
        "vertex-claude-stream, anthropic.messages, output_tokens",
        "bedrock-invoke-claude, bedrock.invoke, cache_read_tokens",
        "bedrock-invoke-headers-only, bedrock.invoke, input_tokens",
        "bedrock-invoke-stream-claude, bedrock.invoke, output_tokens",
        "bedrock-invoke-stream-metrics, bedrock.invoke, input_tokens",
        "bedrock-converse, bedrock.converse, cache_write_tokens",
        "bedrock-converse-stream, bedrock.converse, output_tokens",
        "cohere-chat-v2, cohere.chat, input_tokens",
        "cohere-chat-v2-stream, cohere.chat, output_tokens",
        "cohere-rerank, cohere.rerank, searches",
        "mistral-ocr, mistral.ocr, pages"
    })
    void everyPlaceOfUsageIsThere(String name, String api, String what) {
        GoldenAnswer answer = GoldenAnswer.named(name);
        assertTrue(answer.expected().contains("api=" + api), answer.expected()::toString);
        boolean says = answer.expected().stream().anyMatch(word -> word.startsWith(what + "="));
        boolean saysNothing = answer.expected().stream()
                .noneMatch(word -> word.matches("(tool\\.|[a-z_0-9]+_tokens=|images=|seconds=).*"));
        assertTrue(what.equals("none") ? saysNothing : says, answer.expected()::toString);
    }
}
