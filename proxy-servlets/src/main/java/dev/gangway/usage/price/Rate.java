package dev.gangway.usage.price;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What one unit of something costs, by the name that LiteLLM's price file gives it. */
enum Rate {
    INPUT("input_cost_per_token"),
    OUTPUT("output_cost_per_token"),
    CACHE_READ("cache_read_input_token_cost"),
    CACHE_WRITE("cache_creation_input_token_cost"),
    CACHE_WRITE_1H("cache_creation_input_token_cost_above_1hr"),
    REASONING("output_cost_per_reasoning_token"),
    AUDIO_INPUT("input_cost_per_audio_token"),
    AUDIO_OUTPUT("output_cost_per_audio_token"),
    IMAGE_INPUT("input_cost_per_image_token"),
    IMAGE_OUTPUT("output_cost_per_image_token"),
    IMAGE("output_cost_per_image"),
    /** Of older rows, which price what is made by the name of what is given. */
    IMAGE_GIVEN("input_cost_per_image"),
    VIDEO_SECOND("output_cost_per_video_per_second"),
    SECOND("output_cost_per_second"),
    AUDIO_SECOND("input_cost_per_audio_per_second"),
    SECOND_GIVEN("input_cost_per_second"),
    CHARACTER("input_cost_per_character"),
    PAGE("ocr_cost_per_page"),
    QUERY("input_cost_per_query"),
    WEB_SEARCH("search_context_cost_per_query"),
    MAPS_SEARCH("google_maps_grounding_cost_per_query"),
    FILE_SEARCH_1K("file_search_cost_per_1k_calls"),
    CODE_INTERPRETER("code_interpreter_cost_per_session");

    /** Fees of tools, which no service tier changes. */
    static final Set<Rate> FEES = EnumSet.of(WEB_SEARCH, MAPS_SEARCH, FILE_SEARCH_1K, CODE_INTERPRETER);

    /** What is not priced by the token. */
    static final Set<Rate> PIECES = EnumSet.range(IMAGE, QUERY);

    private static final Map<String, Rate> BY_FIELD = new HashMap<>();

    static {
        for (Rate rate : values()) {
            BY_FIELD.put(rate.field, rate);
        }
    }

    private final String field;

    Rate(String field) {
        this.field = field;
    }

    static Map<String, Rate> byField() {
        return BY_FIELD;
    }
}
