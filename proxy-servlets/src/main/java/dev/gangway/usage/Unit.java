package dev.gangway.usage;

import java.util.Locale;

/** What usage is counted in. The same meaning for every provider, whatever its own API calls it. */
public enum Unit {
    /** Uncached input, cache reads and cache writes together. */
    INPUT_TOKENS,
    /** All output, reasoning included. */
    OUTPUT_TOKENS,
    CACHE_READ_TOKENS,
    /** All cache writes, those that live for an hour included. */
    CACHE_WRITE_TOKENS,
    CACHE_WRITE_1H_TOKENS,
    REASONING_TOKENS,
    AUDIO_INPUT_TOKENS,
    AUDIO_OUTPUT_TOKENS,
    IMAGE_INPUT_TOKENS,
    IMAGE_OUTPUT_TOKENS,
    IMAGES,
    /** Of audio or video. May have a fraction. */
    SECONDS,
    CHARACTERS,
    PAGES,
    SEARCHES;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in the record, such as {@code input_tokens}. */
    public String label() {
        return label;
    }

    static Unit of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
