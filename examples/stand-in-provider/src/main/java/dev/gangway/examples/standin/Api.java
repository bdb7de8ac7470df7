package dev.gangway.examples.standin;

import java.util.List;

/** One provider's HTTP API. */
interface Api {
    /** Throws where the credential is missing, wrong, or in a form that the provider would not take. */
    void admit(Call call);

    Reply answer(Call call, List<String> path);

    /** The provider's own envelope. */
    Reply refusal(Call call, Refused refused);

    /** The headers that the provider puts on every answer. */
    Reply dress(Call call, Reply reply);
}
