package dev.gangway.examples.standin;

import java.util.List;

/** Claude on Azure: {@code {resource}.services.ai.azure.com/anthropic/v1/messages}. */
final class FoundryApi implements Api {
    private final AnthropicApi anthropic;
    private final AzureApi azure;

    FoundryApi(AnthropicApi anthropic, AzureApi azure) {
        this.anthropic = anthropic;
        this.azure = azure;
    }

    @Override
    public void admit(Call call) {
        AzureApi.admit(call, "api-key", "x-api-key");
    }

    /** There are no batches here. */
    @Override
    public Reply answer(Call call, List<String> path) {
        if (path.contains("batches")) {
            throw Refused.notFound("Not Found");
        }
        return anthropic.answer(call, path.subList(1, path.size()));
    }

    /** Who has no key does not get as far as to Anthropic's envelope. */
    @Override
    public Reply refusal(Call call, Refused refused) {
        return refused.status == 401 ? azure.refusal(call, refused) : anthropic.refusal(call, refused);
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        return anthropic
                .dress(call, reply)
                .header("apim-request-id", Ids.uuid())
                .header("x-ms-region", "Sweden Central");
    }
}
