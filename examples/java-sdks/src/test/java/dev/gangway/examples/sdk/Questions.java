package dev.gangway.examples.sdk;

import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.types.Content;
import com.google.genai.types.Part;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** What is asked of the models. */
final class Questions {
    private static final int FIVE_MEGABYTES = 5_000_000;
    private static final String WHAT = "what is this?";

    private Questions() {}

    static ChatCompletionCreateParams openAi(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("hello")
                .build();
    }

    static MessageCreateParams anthropic(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(1024)
                .addUserMessage("hello")
                .build();
    }

    static ChatCompletionCreateParams openAiImage() {
        var image = ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                        .url("data:image/png;base64," + Base64.getEncoder().encodeToString(image()))
                        .build())
                .build();
        var text = ChatCompletionContentPartText.builder().text(WHAT).build();
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .addUserMessageOfArrayOfContentParts(
                        List.of(ChatCompletionContentPart.ofImageUrl(image), ChatCompletionContentPart.ofText(text)))
                .build();
    }

    static MessageCreateParams anthropicImage() {
        var image = Base64ImageSource.builder()
                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                .data(Base64.getEncoder().encodeToString(image()))
                .build();
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-20250514")
                .maxTokens(1024)
                .addUserMessageOfContentBlockParams(List.of(
                        ContentBlockParam.ofImage(ImageBlockParam.Source.ofBase64(image)),
                        ContentBlockParam.ofText(WHAT)))
                .build();
    }

    static Content geminiImage() {
        return Content.fromParts(Part.fromBytes(image(), "image/png"), Part.fromText(WHAT));
    }

    /** The same one every time. */
    private static byte[] image() {
        byte[] bytes = new byte[FIVE_MEGABYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
