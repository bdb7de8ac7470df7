package dev.gangway.edit;

/**
 * Which edits a route has switched on.
 *
 * @param streamUsage whether OpenAI's streams are asked for their usage where the client did not
 * @param costInStream whether a stream's usage gains its cost
 * @param costHeader whether an answer that is no stream gains a header with its cost
 */
public record EditOptions(boolean streamUsage, boolean costInStream, boolean costHeader) {

    /** Nothing is edited. */
    public static final EditOptions NONE = new EditOptions(false, false, false);
}
