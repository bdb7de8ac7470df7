package dev.gangway.examples.standin;

import java.util.List;

/** Tells by path and headers which provider the caller believes to talk to. */
final class Router {
    private final OpenAiApi openAi = new OpenAiApi();
    private final AnthropicApi anthropic = new AnthropicApi();
    private final GeminiApi gemini = new GeminiApi();
    private final AzureApi azure = new AzureApi(openAi);
    private final FoundryApi foundry = new FoundryApi(anthropic, azure);
    private final VertexApi vertex = new VertexApi(gemini, anthropic);
    private final BedrockApi bedrock = new BedrockApi();
    private final MantleApi mantle = new MantleApi(foundry, azure);
    private final ReceivedApi receivedApi;
    private final Shelf<Received> received;

    Router(Shelf<Received> received) {
        this.received = received;
        this.receivedApi = new ReceivedApi(received);
    }

    Reply answer(Call call) {
        List<String> path = call.segments();
        if (path.get(0).equals("__stand-in")) {
            return receivedApi.answer(call, path);
        }
        received.put(Ids.next("req_", 24), call.received());
        Api api = api(call, path);
        try {
            api.admit(call);
            Fault.of(call).raise();
            return api.dress(call, api.answer(call, path));
        } catch (Refused refused) {
            return api.dress(call, api.refusal(call, refused));
        }
    }

    private Api api(Call call, List<String> path) {
        String first = path.get(0);
        String second = path.size() > 1 ? path.get(1) : "";
        if (first.equals("model") || first.equals("knowledgebases")) {
            return bedrock;
        }
        boolean amazon = BedrockApi.isSigned(call);
        if (first.equals("openai")) {
            return amazon ? mantle : azure;
        }
        if (first.equals("anthropic")) {
            return amazon ? mantle : foundry;
        }
        if (first.equals("v1beta1") || second.equals("publishers") || second.equals("projects")) {
            return vertex;
        }
        if (first.equals("upload") || first.equals("v1beta") || first.equals("v1alpha")) {
            return gemini;
        }
        if (call.header("anthropic-version") != null || second.equals("messages")) {
            return anthropic;
        }
        // v1 is Gemini's too; its methods come after a colon, as parts of OpenAI's model names do
        boolean verb = call.method().equals("POST") && path.get(path.size() - 1).contains(":");
        boolean google = verb || call.header("x-goog-api-key") != null;
        return google ? gemini : openAi;
    }
}
