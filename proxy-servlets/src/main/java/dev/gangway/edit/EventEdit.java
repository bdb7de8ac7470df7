package dev.gangway.edit;

import org.jspecify.annotations.Nullable;

/** Edits the data of server-sent events. */
@FunctionalInterface
public interface EventEdit {

    /** What to send instead of {@code data}: the same array where nothing changes, null where the event is dropped. */
    byte @Nullable [] edit(byte[] data);
}
