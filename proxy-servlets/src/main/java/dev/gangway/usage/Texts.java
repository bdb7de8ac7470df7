package dev.gangway.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts by slot, as bytes: most events of a stream say the same again. */
final class Texts {

    static final String MIXED = "mixed";

    private final boolean each;
    private final byte[] @Nullable [] last;
    private final boolean[] mixed;

    Texts(int slots, boolean each) {
        this.each = each;
        this.last = new byte[slots][];
        this.mixed = new boolean[slots];
    }

    void set(int slot, byte[] utf8, int length) {
        byte[] before = last[slot];
        if (before != null && Arrays.equals(before, 0, before.length, utf8, 0, length)) {
            return;
        }
        if (each && before != null) {
            mixed[slot] = true;
        } else {
            last[slot] = Arrays.copyOf(utf8, length);
        }
    }

    /** The first of documents that add up, the last of those that do not; null where there was none. */
    @Nullable String text(@Nullable Integer slot) {
        byte[] utf8 = slot == null ? null : last[slot];
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /** The same, but {@value #MIXED}, which is no word of any API, where documents that add up do not agree. */
    @Nullable String orMixed(@Nullable Integer slot) {
        return slot != null && mixed[slot] ? MIXED : text(slot);
    }

    /** The same, but null where documents that add up do not agree. */
    @Nullable String agreed(@Nullable Integer slot) {
        return slot == null || mixed[slot] ? null : text(slot);
    }
}
