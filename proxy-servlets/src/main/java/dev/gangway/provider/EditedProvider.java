package dev.gangway.provider;

import org.jspecify.annotations.Nullable;

/** A provider, and what the operator of a route wants to be different in every request to it. */
public final class EditedProvider implements Provider {

    private final Provider provider;
    private final RouteEdits edits;
    private final Removal removal;

    private EditedProvider(Provider provider, RouteEdits edits) {
        this.provider = provider;
        this.edits = edits;
        this.removal = provider.removal().dropping(edits.dropped());
    }

    /** {@code provider} itself where there is nothing to edit. */
    public static Provider of(Provider provider, RouteEdits edits) {
        return edits.equals(RouteEdits.NONE) ? provider : new EditedProvider(provider, edits);
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        String missing = edits.missing();
        if (missing != null) {
            return new Decision.Refusal(
                    ErrorCode.NO_CREDENTIAL, "A header that this route sends has no value: set " + missing + ".");
        }
        Decision decision = provider.decide(head, model);
        return decision instanceof Decision.Forward forward ? edited(forward) : decision;
    }

    private Decision edited(Decision.Forward forward) {
        return new Decision.Forward(
                forward.provider(),
                forward.key(),
                forward.upstream(),
                target(forward.target()),
                forward.putting(edits.headers()).put(),
                forward.edits(),
                provesItself() ? null : forward.issued());
    }

    /** The operator's own proof is sent in place of any other. */
    private boolean provesItself() {
        return edits.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("authorization"));
    }

    private String target(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? null : target.substring(mark + 1);
        return Query.target(path, Query.withDefaults(query, edits.query()));
    }

    @Override
    public Removal removal() {
        return removal;
    }

    @Override
    public boolean wantsModel(RequestHead head) {
        return provider.wantsModel(head);
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return provider.envelope(head);
    }

    @Override
    public @Nullable String api() {
        return provider.api();
    }

    @Override
    public boolean admits(RequestHead head) {
        return provider.admits(head);
    }
}
