package dev.gangway.usage.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What providers' own tools cost beyond the tokens that they use. */
enum Fee {
    /** No fee at all. */
    NONE(null),
    WEB_SEARCH(Rate.WEB_SEARCH),
    MAPS_SEARCH(Rate.MAPS_SEARCH),
    FILE_SEARCH(Rate.FILE_SEARCH_1K),
    /** Costs by the session, and an answer says only how often it was called; so one session is billed. */
    CODE_INTERPRETER(Rate.CODE_INTERPRETER),
    /** A tool whose fee nobody has told us. */
    UNKNOWN(null);

    private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

    private final @Nullable Rate rate;

    Fee(@Nullable Rate rate) {
        this.rate = rate;
    }

    static Fee of(String tool) {
        return switch (tool) {
            case "web_search", "google_search" -> WEB_SEARCH;
            case "google_maps" -> MAPS_SEARCH;
            case "file_search" -> FILE_SEARCH;
            case "code_interpreter" -> CODE_INTERPRETER;
            // Anthropic bills what is fetched as input, and no more.
            case "web_fetch" -> NONE;
            default -> UNKNOWN;
        };
    }

    @Nullable Rate rate() {
        return rate;
    }

    /** How much of the rate {@code calls} are. */
    BigDecimal billed(BigDecimal calls, boolean perAnswer) {
        return switch (this) {
            case FILE_SEARCH -> calls.multiply(THOUSANDTH);
            case CODE_INTERPRETER -> calls.min(BigDecimal.ONE);
            case WEB_SEARCH, MAPS_SEARCH -> perAnswer ? calls.min(BigDecimal.ONE) : calls;
            default -> calls;
        };
    }
}
