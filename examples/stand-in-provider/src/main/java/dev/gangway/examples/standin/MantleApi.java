package dev.gangway.examples.standin;

import java.util.List;

/** {@code bedrock-mantle.{region}.api.aws}: Anthropic's and OpenAI's APIs, as on Azure, for those who sign. */
final class MantleApi implements Api {
    private final Api claude;
    private final Api openAi;

    MantleApi(Api claude, Api openAi) {
        this.claude = claude;
        this.openAi = openAi;
    }

    /** Who comes here is signed. */
    @Override
    public void admit(Call call) {}

    @Override
    public Reply answer(Call call, List<String> path) {
        return of(call).answer(call, path);
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        return of(call).refusal(call, refused);
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        return of(call).dress(call, reply);
    }

    private Api of(Call call) {
        return call.segments().get(0).equals("anthropic") ? claude : openAi;
    }
}
