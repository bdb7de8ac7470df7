package dev.gangway.usage.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Verifies costs against sums that were done by hand, which stand beside each case. Prices are per million here. */
class CostTableTest {

    private static final String ROWS = """
            {
            "plain": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06},
            "cached": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06,
                "cache_read_input_token_cost": 5e-07, "cache_creation_input_token_cost": 2.5e-06},
            "claude": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
                "cache_creation_input_token_cost_above_1hr": 6e-06,
                "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.01},
                "provider_specific_entry": {"us": 1.1, "fast": 6.0, "note": "?"},
                "input_cost_per_token_batches": 1.5e-06, "output_cost_per_token_batches": 7.5e-06,
                "cache_creation_input_token_cost_batches": 1.875e-06},
            "claude-old": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                "cache_creation_input_token_cost": 3.75e-06},
            "tiers": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06,
                "cache_read_input_token_cost": 5e-07, "output_cost_per_reasoning_token": 9e-06,
                "input_cost_per_token_priority": 3.5e-06, "output_cost_per_token_priority": 1.4e-05,
                "cache_read_input_token_cost_priority": 8.75e-07,
                "input_cost_per_token_flex": 1e-06, "output_cost_per_token_flex": 4e-06,
                "file_search_cost_per_1k_calls": 2.5},
            "long": {"input_cost_per_token": 1e-06, "input_cost_per_token_above_200k_tokens": 2e-06,
                "output_cost_per_token": 5e-06, "output_cost_per_token_above_200k_tokens": 7e-06,
                "cache_read_input_token_cost": 1e-07, "cache_read_input_token_cost_above_200k_tokens": 2e-07,
                "cache_creation_input_token_cost": 1.25e-06,
                "cache_creation_input_token_cost_above_200k_tokens": 2.5e-06,
                "cache_creation_input_token_cost_above_1hr": 2e-06,
                "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 4e-06,
                "input_cost_per_token_priority": 1.8e-06, "output_cost_per_token_priority": 9e-06,
                "input_cost_per_token_above_200k_tokens_priority": 3.6e-06,
                "output_cost_per_token_priority_above_200k_tokens": 1.2e-05,
                "input_cost_per_token_flex": 5e-07, "output_cost_per_token_flex": 2.5e-06},
            "big": {"input_cost_per_token": 1e-06, "output_cost_per_token": 5e-06,
                "input_cost_per_token_above_200k_tokens": 2e-06, "input_cost_per_token_batches": 5e-07,
                "output_cost_per_token_batches": 2.5e-06, "input_cost_per_token_above_200k_tokens_batches": 1e-06},
            "twice": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "input_cost_per_token_above_128k_tokens": 3e-06, "input_cost_per_token_above_1000000_tokens": 5e-06},
            "stepped": {"tiered_pricing": [
                {"range": [32000.0, 128000.0], "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05,
                    "cache_read_input_token_cost": 4e-07},
                {"range": [0, 32000.0], "input_cost_per_token": 1e-06, "output_cost_per_token": 5e-06},
                {"range": [128000.0, 256000.0], "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                    "output_cost_per_reasoning_token": 3e-05}]},
            "audio": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06,
                "input_cost_per_audio_token": 3.2e-05, "output_cost_per_audio_token": 6.4e-05,
                "cache_read_input_token_cost": 4e-07,
                "input_cost_per_token_flex": 1e-06, "output_cost_per_token_flex": 4e-06},
            "image": {"input_cost_per_token": 5e-06, "input_cost_per_image_token": 1e-05,
                "output_cost_per_image_token": 4e-05, "output_cost_per_image": 0.04},
            "painter": {"input_cost_per_token": 3e-07, "output_cost_per_token": 2.5e-06,
                "output_cost_per_image_token": 3e-05, "output_cost_per_image": 0.039},
            "speech": {"input_cost_per_token": 6e-07, "output_cost_per_token": 1e-05,
                "output_cost_per_audio_token": 1.2e-05},
            "scribe": {"input_cost_per_token": 2.5e-06, "input_cost_per_audio_token": 6e-06,
                "output_cost_per_token": 1e-05, "input_cost_per_second": 0.0001},
            "whisper": {"input_cost_per_second": 0.0001, "output_cost_per_second": 0},
            "film": {"output_cost_per_video_per_second": 0.4, "output_cost_per_second": 0.2},
            "reply": {"output_cost_per_token": 2e-06},
            "voice": {"input_cost_per_character": 1.5e-05},
            "imagen": {"output_cost_per_image": 0.04},
            "dall": {"input_cost_per_image": 0.02},
            "reader": {"ocr_cost_per_page": 0.001},
            "ranker": {"input_cost_per_query": 0.002, "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
            "embed": {"input_cost_per_token": 2e-08, "input_cost_per_token_batches": 1e-08},
            "thinker": {"input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06,
                "output_cost_per_reasoning_token": 1e-05},
            "searcher": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_medium": 0.01},
                "file_search_cost_per_1k_calls": 2.5, "code_interpreter_cost_per_session": 0.03},
            "sized": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.02}},
            "gemini/two": {"litellm_provider": "gemini", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "search_context_cost_per_query": {"search_context_size_medium": 0.035},
                "google_maps_grounding_cost_per_query": 0.025},
            "gemini/three": {"litellm_provider": "gemini", "input_cost_per_token": 1e-06,
                "output_cost_per_token": 2e-06, "web_search_billing_unit": "per_query",
                "search_context_cost_per_query": {"search_context_size_medium": 0.014}},
            "regional": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "regional_processing_uplift_multiplier_eu": 1.1, "regional_endpoint_uplift_multiplier": 1.2},
            "gpt-search-preview": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "search_context_cost_per_query": {"search_context_size_low": 0.025, "search_context_size_high": 0.025},
                "input_cost_per_token_batches": 5e-07, "output_cost_per_token_batches": 1e-06},
            "gpt-search-api-2025-10-14": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.02}},
            "songs": {"input_cost_per_token": 0, "output_cost_per_token": 0.0, "output_cost_per_image": 0.08},
            "gift": {"input_cost_per_token": 0, "output_cost_per_token": 0, "input_cost_per_image": 0},
            "azure/gpt-x": {"input_cost_per_token": 1e-05, "output_cost_per_token": 2e-05}
            }""";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final PriceTable TABLE = PriceFile.of(JSON.readTree(ROWS)).table();
    private static final Map<String, String> ALIASES = Map.of("my-dep", "azure/gpt-x");

    /** {@code call} and {@code usage} as in {@link Cases}; the expected cost, and how it comes about. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                       | call                  | usage                                   | usd price [unpriced units]             | by hand
            plain                        | model=plain           | in=1000 out=500                         | 0.006 plain                            | 1000*2 + 500*8 = 2000 + 4000 = 6000
            nothing but input            | model=embed           | in=1000000                              | 0.02 embed                             | 1000000*0.02 = 20000
            no rounding                  | model=embed           | in=1                                    | 0.00000002 embed                       | 1*0.02
            nothing used                 | model=plain           | in=0 out=0                              | 0 plain                                | 0
            usage unknown                | model=plain           |                                         | null null                              | unknown is not 0
            model unknown                | model=other           | in=1000 out=500                         | null unpriced                          | no row
            cached input                 | model=cached          | in=1000 read=400 out=10                 | 0.00148 cached                         | 600*2 + 400*0.5 + 10*8 = 1200 + 200 + 80
            cache writes                 | model=cached          | in=1000 write=300 out=10                | 0.00223 cached                         | 700*2 + 300*2.5 + 80 = 1400 + 750 + 80
            cached at no price           | model=plain           | in=1000 read=400 write=100 out=0        | 0.002 plain                            | a cache without a price is plain input: 1000*2
            more cached than input       | model=cached          | in=100 read=400 out=0                   | 0.0002 cached                          | 0*2 + 400*0.5
            Anthropic 5 minute write     | model=claude          | in=2000 write=1000 out=100              | 0.00825 claude                         | 1000*3 + 1000*3.75 + 100*15 = 3000 + 3750 + 1500
            Anthropic 1 hour write       | model=claude          | in=2000 write=1000 write1h=1000 out=100 | 0.0105 claude                          | 1000*3 + 1000*6 + 1500
            both writes and a read       | model=claude          | in=6000 write=3000 write1h=2000 read=2000 out=100 | 0.02085 claude               | 1000*3 + 2000*0.3 + 1000*3.75 + 2000*6 + 1500 = 3000 + 600 + 3750 + 12000 + 1500
            1 hour write without a price | model=claude-old      | in=2000 write=1000 write1h=1000 out=100 | 0.0045 claude-old [cache_write_1h_tokens] | 1000*3 + 1500; it is not 3.75
            fast                         | model=claude          | in=1000 out=100 speed=fast              | 0.027 claude                           | (1000*3 + 100*15) * 6 = 4500 * 6
            standard speed               | model=claude          | in=1000 out=100 speed=standard          | 0.0045 claude                          | 4500
            US inference                 | model=claude          | in=1000 out=100 inference_geo=us        | 0.00495 claude                         | 4500 * 1.1
            global inference             | model=claude          | in=1000 out=100 inference_geo=global    | 0.0045 claude                          | 4500
            fast, US, cached, searched   | model=claude          | in=2000 read=1000 out=100 speed=fast inference_geo=us tool.web_search=2 | 0.05168 claude | (3000 + 300 + 1500) * 6.6 = 31680; searches 2*10000 are not multiplied
            geography without a price    | model=claude          | in=1000 out=100 inference_geo=eu        | null unpriced                          | nobody knows
            speed without a price        | model=plain           | in=1000 out=100 speed=fast              | null unpriced                          | nobody knows
            reasoning at its own price   | model=thinker         | in=100 out=1000 reasoning=700           | 0.0083 thinker                         | 100*1 + 300*4 + 700*10 = 100 + 1200 + 7000
            reasoning is output          | model=plain           | in=100 out=1000 reasoning=700           | 0.0082 plain                           | 200 + 1000*8
            tier default                 | model=tiers           | in=1000 out=100 tier=default            | 0.0028 tiers                           | 2000 + 800
            tier standard                | model=tiers           | in=1000 out=100 tier=standard           | 0.0028 tiers                           | 2000 + 800
            tier auto                    | model=tiers           | in=1000 out=100 tier=auto               | 0.0028 tiers                           | 2000 + 800
            priority                     | model=tiers           | in=1000 read=400 out=100 tier=priority  | 0.00385 tiers                          | 600*3.5 + 400*0.875 + 100*14 = 2100 + 350 + 1400
            flex                         | model=tiers           | in=1000 out=100 tier=flex               | 0.0014 tiers                           | 1000*1 + 100*4
            flex, no price for cached    | model=tiers           | in=1000 read=400 out=100 tier=flex      | 0.001 tiers [cache_read_tokens]        | 600*1 + 400; standard's 0.5 is not taken
            flex, reasoning is output    | model=tiers           | in=0 out=100 reasoning=60 tier=flex     | 0.0004 tiers                           | 100*4
            flex, the fees are the same  | model=tiers           | in=1000 out=100 tier=flex tool.file_search=4 | 0.0114 tiers                      | 1400 + 4*2500
            batch tier without a price   | model=tiers           | in=1000 out=100 tier=batch              | null unpriced                          | never the standard price
            tier that nobody knows       | model=tiers           | in=1000 out=100 tier=turbo              | null unpriced                          | never the standard price
            tier of a row without tiers  | model=plain           | in=1000 out=100 tier=priority           | null unpriced                          | never the standard price
            scale tier                   | model=tiers           | in=1000 out=100 tier=scale              | 0 prepaid                              | bought in advance
            Gemini on demand             | model=tiers           | in=1000 out=100 tier=ON_DEMAND          | 0.0028 tiers                           | 2000 + 800
            Gemini on demand, priority   | model=tiers           | in=1000 out=100 tier=ON_DEMAND_PRIORITY | 0.0049 tiers                           | 3500 + 1400
            Gemini on demand, flex       | model=tiers           | in=1000 out=100 tier=ON_DEMAND_FLEX     | 0.0014 tiers                           | 1000 + 400
            Gemini provisioned           | model=tiers           | in=1000 out=100 tier=PROVISIONED_THROUGHPUT | 0 prepaid                          | paid by the hour
            exactly 200k                 | model=long            | in=200000 out=1000                      | 0.205 long                             | 200000*1 + 1000*5
            above 200k                   | model=long            | in=200001 out=1000                      | 0.407002 long                          | 200001*2 + 1000*7, the whole request
            above 200k with the cache    | model=long            | in=300000 read=150000 write=60000 write1h=20000 out=0 | 0.39 long                | 90000*2 + 150000*0.2 + 40000*2.5 + 20000*4 = 180000 + 30000 + 100000 + 80000
            above 200k by what is cached | model=long            | in=250000 read=249000 out=100           | 0.0525 long                            | 1000*2 + 249000*0.2 + 100*7 = 2000 + 49800 + 700
            above 200k, priority         | model=long            | in=300000 out=1000 tier=priority        | 1.092 long                             | 300000*3.6 + 1000*12
            above 200k, flex             | model=long            | in=300000 out=1000 tier=flex            | null unpriced [input_tokens output_tokens] | flex has no price for that size
            below 200k, flex             | model=long            | in=100000 out=1000 tier=flex            | 0.0525 long                            | 100000*0.5 + 1000*2.5
            second of two sizes          | model=twice           | in=1000001 out=10                       | 5.000025 twice                         | 1000001*5 + 10*2 = 5000005 + 20
            first of two sizes           | model=twice           | in=1000000 out=10                       | 3.00002 twice                          | 1000000*3 + 20
            tiered, end of the first     | model=stepped         | in=32000 read=2000 out=100              | 0.0325 stepped                         | 32000*1 (cache without a price) + 100*5
            tiered, second               | model=stepped         | in=32001 read=2001 out=100              | 0.0618004 stepped                      | 30000*2 + 2001*0.4 + 100*10 = 60000 + 800.4 + 1000
            tiered, beyond the last      | model=stepped         | in=999999 out=100 reasoning=40          | 3.002097 stepped                       | 999999*3 + 60*15 + 40*30 = 2999997 + 900 + 1200
            audio in and out             | model=audio           | in=1000 audio_in=600 out=500 audio_out=400 | 0.0464 audio                        | 400*2 + 600*32 + 100*8 + 400*64 = 800 + 19200 + 800 + 25600
            audio beside the cache       | model=audio           | in=1000 audio_in=600 read=300 out=0     | 0.01952 audio                          | 100*2 + 600*32 + 300*0.4 = 200 + 19200 + 120
            audio that was cached        | model=audio           | in=1000 audio_in=900 read=500 out=0     | 0.0162 audio                           | at most 500 are not cached: 500*32 + 500*0.4
            audio without a price        | model=plain           | in=1000 audio_in=600 out=10 audio_out=5 | 0.00208 plain                          | all the same: 1000*2 + 10*8
            audio, flex                  | model=audio           | in=1000 audio_in=600 out=0 tier=flex    | 0.0004 audio [audio_input_tokens]      | 400*1; audio has no flex price
            images by the token          | model=image           | in=150 image_in=100 out=4000 image_out=4000 | 0.16125 image                          | 50*5 + 100*10 + 4000*40 = 250 + 1000 + 160000
            tokens before images         | model=painter         | in=100 out=1300 image_out=1290 images=1 | 0.038755 painter                       | 100*0.3 + 10*2.5 + 1290*30 = 30 + 25 + 38700
            images by the piece          | model=imagen          | images=3                                | 0.12 imagen                            | 3*40000
            images of an older row       | model=dall            | images=2                                | 0.04 dall                              | 2*20000
            images without a price       | model=plain           | images=2                                | null unpriced [images]                 | the row has none
            tokens without a price       | model=imagen          | in=10 out=10                            | null unpriced [input_tokens output_tokens] | the row has none
            output without a price       | model=embed           | in=1000 out=5                           | null unpriced [output_tokens]          | 1000*0.02 would not be the cost
            input without a price        | model=reply           | in=1 out=1000                           | null unpriced [input_tokens]           | 1000*2 would not be the cost
            speech by the token          | model=speech          | in=100 out=1000 audio_out=1000          | 0.01206 speech                         | 100*0.6 + 1000*12
            speech by the character      | model=voice           | characters=2000                         | 0.03 voice                             | 2000*15
            transcription by the second  | model=whisper         | seconds=90.5                            | 0.00905 whisper                        | 90.5*100
            transcription by the token   | model=scribe          | in=1000 audio_in=900 out=100 seconds=60 | 0.00665 scribe                         | 100*2.5 + 900*6 + 100*10; not the seconds too
            video                        | model=film            | seconds=8                               | 3.2 film                               | 8*400000
            pages                        | model=reader          | pages=12                                | 0.012 reader                           | 12*1000
            reranking                    | model=ranker          | searches=3                              | 0.006 ranker                           | 3*2000
            web searches                 | model=searcher        | in=1000 out=100 tool.web_search=3       | 0.0312 searcher                        | 1200 + 3*10000
            file searches                | model=searcher        | in=1000 out=100 tool.file_search=2      | 0.0062 searcher                        | 1200 + 2*2500
            code interpreter             | model=searcher        | in=1000 out=100 tool.code_interpreter=5 | 0.0312 searcher                        | 1200 + one session at 30000
            fetched pages are free       | model=searcher        | in=1000 out=100 tool.web_fetch=5        | 0.0012 searcher                        | 1200
            tool without a price         | model=plain           | in=1000 out=100 tool.web_search=3       | 0.0028 plain [web_search]              | 2000 + 800, and three searches
            tool that nobody knows       | model=searcher        | in=1000 out=100 tool.teleport=1         | 0.0012 searcher [teleport]             | 1200, and that
            search model                 | model=gpt-search-preview | in=1000 out=100                      | 0.0262 gpt-search-preview              | 1200 + 25000: it always searches, and does not say so
            search model that says so    | model=gpt-search-preview | in=1000 out=100 tool.web_search=2    | 0.0512 gpt-search-preview              | 1200 + 2*25000
            search model, no answer      | model=gpt-search-preview |                                      | null null                              | unknown is not 0
            search model, size unknown   | model=gpt-search-api-2025-10-14 | in=1000 out=100               | 0.0012 gpt-search-api-2025-10-14 [web_search] | 0.01 or 0.02: the request knows
            search model, batch          | kind=FETCHED model=gpt-search-preview | in=1000 out=100 tier=batch | 0.0006 gpt-search-preview [web_search] | 500 + 100, and a search for each of who knows how many
            free tokens, paid pieces     | model=songs           | in=10 out=2000                          | null unpriced [input_tokens output_tokens] | it is the song that costs, and nobody has counted
            free tokens, counted pieces  | model=songs           | in=10 out=2000 images=2                 | 0.16 songs                             | 2*80000
            free indeed                  | model=gift            | in=10 out=2000                          | 0 gift                                 | the row says so
            rows of several tiers        | kind=FETCHED model=tiers | in=1000 out=100 tier=mixed           | null unpriced                          | which token was of which tier?
            rows of several geographies  | kind=FETCHED model=claude | in=1000 out=100 tier=batch inference_geo=mixed | null unpriced              | which token was from where?
            price by the size of context | model=sized           | in=1000 out=100 tool.web_search=1       | 0.0012 sized [web_search]              | 0.01 or 0.02: the request knows
            Gemini 2 search              | provider=gemini model=two | in=1000 out=100 tool.web_search=3   | 0.0362 gemini/two                      | 1200 + 35000, per answer
            Gemini 3 search              | provider=gemini model=three | in=1000 out=100 tool.web_search=3 | 0.0432 gemini/three                    | 1200 + 3*14000
            Google Maps                  | provider=gemini model=two | in=1000 out=100 tool.google_maps=1  | 0.0262 gemini/two                      | 1200 + 25000
            batch                        | kind=FETCHED model=claude | in=3000 write=1000 out=100 tier=batch | 0.005625 claude                        | 2000*1.5 + 1000*1.875 + 100*7.5 = 3000 + 1875 + 750
            batch, by the answer's tier  | model=claude          | in=1000 out=100 tier=batch              | 0.00225 claude                         | 1500 + 750
            batch, 1 hour write          | kind=FETCHED model=claude | in=2000 write=1000 write1h=1000 out=0 tier=batch | 0.0015 claude [cache_write_1h_tokens]  | 1000*1.5; nothing says what half an hour's write costs
            batch of embeddings          | kind=FETCHED model=embed | in=1000000 tier=batch | 0.01 embed                             | 1000000*0.01
            batch without a price        | kind=FETCHED model=plain | in=1000 out=100 tier=batch | null unpriced                          | never the standard price
            batch, small in sum          | kind=FETCHED model=big | in=200000 out=1000 tier=batch          | 0.1025 big                             | 200000*0.5 + 1000*2.5
            batch, large in sum          | kind=FETCHED model=big | in=200001 out=1000 tier=batch          | null unpriced                          | one request of 200001, or many small ones?
            EU host                      | region=eu model=regional | in=1000 out=100                      | 0.00132 regional                       | 1200 * 1.1
            US host, no surcharge        | region=us model=regional | in=1000 out=100                      | 0.0012 regional                        | 1200
            Vertex, a location           | provider=vertex region=europe-west1 model=regional | in=1000 out=100 | 0.00144 regional                  | 1200 * 1.2
            Vertex, global               | provider=vertex region=global model=regional | in=1000 out=100  | 0.0012 regional                        | 1200
            counting                     | kind=FREE model=plain | in=1000                                 | 0 not-billable                         | free
            a refused count              | kind=FREE failed      |                                         | null null                              | no answer, no cost
            failure                      | failed model=plain    |                                         | null null                              | no usage
            failure that used something  | failed model=plain    | in=1000 out=100                         | 0.0028 plain                           | it said so
            a poll that says nothing yet | kind=FETCHED model=plain | finish=in_progress                   | 0 not-billable                         | asking is free
            a poll of zeros              | kind=FETCHED model=plain | in=0 out=0 finish=validating         | 0 not-billable                         | asking is free
            a batch that is just made    | kind=KEPT model=plain | in=0 out=0 finish=validating            | null null                              | nothing is known of it yet
            a poll that cannot be read   | kind=FETCHED model=plain |                                      | null null                              | unknown is not zero
            a poll that fails            | kind=FETCHED failed model=plain |                               | null null                              | no answer, no cost
            prepaid deployment           | provider=azure model=ptu | in=1000 out=100                      | 0 prepaid                              | paid by the hour
            prepaid, in another case     | provider=azure model=PTU | in=1000 out=100                      | 0 prepaid                              | Azure takes the name in any case
            alias                        | provider=azure model=my-dep | in=1000 out=100                   | 0.012 azure/gpt-x                      | 1000*10 + 100*20
            alias before the answer      | provider=azure model=my-dep | in=1000 out=100 model=plain       | 0.012 azure/gpt-x                      | what the operator says
            per request                  | per-request=12.50 model=plain | in=1000 out=100                 | 12.50 cost-per-request                 | in place of 0.0028
            per request, no usage        | per-request=12 kind=UNKNOWN |                                   | 12 cost-per-request                    | whatever was used
            per request, failed          | per-request=12 failed |                                         | null null                              | only on 2xx
            stated by the upstream       | trusted stated=0.0123 per-request=12 model=plain | in=1000 out=100 | 0.0123 upstream                    | before all else
            stated in another notation   | trusted stated=5.52e-05 model=plain | in=1000 out=100           | 0.0000552 upstream                     | it
            stated, not trusted          | stated=0.0123 model=plain | in=1000 out=100                     | 0.0028 plain                           | 2000 + 800
            stated negative              | trusted stated=-1 model=plain | in=1000 out=100                 | 0.0028 plain                           | nonsense is not taken
            stated NaN                   | trusted stated=NaN model=plain | in=1000 out=100                | 0.0028 plain                           | nonsense is not taken
            factor                       | factor=1.15 model=plain | in=1000 out=100                       | 0.00322 plain                          | 2800 * 1.15
            factor, not on what is said  | factor=1.15 per-request=2 model=plain | in=1000 out=100         | 2 cost-per-request                     | only what is computed
            """)
    void costs(String what, String call, String usage, String expected, String byHand) {
        assertEquals(expected.replaceAll(" +", " "), cost(call, usage), byHand);
    }

    /** Whoever polls a background answer, or fetches a batch's results twice, pays once. */
    @Test
    void billsAnAnswerOnce() {
        Pricing pricing = new Pricing(TABLE, PriceSettings.NONE);
        Call create = Cases.call(Cases.words("kind=KEPT model=plain"));
        Call poll = Cases.call(Cases.words("kind=FETCHED"));
        Usage answer = Cases.usage("in=1000 out=100 model=plain id=resp_1");

        assertEquals("null null", Cases.text(pricing.bill(create, Cases.usage("id=resp_1 model=plain"), true)));
        assertEquals("0.0028 plain", Cases.text(pricing.quote(poll, answer)));
        assertEquals("0.0028 plain", Cases.text(pricing.bill(poll, answer, true)));
        assertEquals("0 repeat", Cases.text(pricing.quote(poll, answer)));
        assertEquals("0 repeat", Cases.text(pricing.bill(poll, answer, true)));
        assertEquals("0 repeat", Cases.text(pricing.bill(create, answer, true)));
        assertEquals(
                "0 repeat",
                Cases.text(pricing.with(TABLE, PriceSettings.NONE).bill(poll, answer, true)),
                "after a reload");
        assertEquals(
                "0.0028 plain",
                Cases.text(pricing.bill(poll, Cases.usage("in=1000 out=100 model=plain id=resp_2"), true)));
        assertEquals(
                "0.0028 plain",
                Cases.text(pricing.bill(Cases.call(Cases.words("kind=FETCHED provider=azure")), answer, true)),
                "another provider's id");
    }

    /** As OpenAI's batches do, which say zeros from the first moment on; and what had no price may get one. */
    @Test
    void billsWhatIsDoneAndNotWhatWasBegun() {
        Pricing pricing = new Pricing(TABLE, PriceSettings.NONE);
        Call create = Cases.call(Cases.words("kind=KEPT"));
        Call poll = Cases.call(Cases.words("kind=FETCHED"));
        Usage done = Cases.usage("in=1000 out=100 model=plain id=batch_1 finish=completed");

        assertEquals(
                "null null",
                Cases.text(pricing.bill(create, Cases.usage("in=0 out=0 id=batch_1 finish=validating"), true)));
        assertEquals(
                "0 not-billable",
                Cases.text(pricing.bill(
                        poll, Cases.usage("in=500 out=50 model=plain id=batch_1 finish=in_progress"), true)));
        assertEquals(
                "null unpriced",
                Cases.text(
                        pricing.bill(poll, Cases.usage("in=1 out=1 model=nobody id=batch_1 finish=completed"), true)));
        assertEquals("0.0028 plain", Cases.text(pricing.bill(poll, done, true)));
        assertEquals("0 repeat", Cases.text(pricing.bill(poll, done, true)));
    }

    @Test
    void billsOnceWhatATrustedUpstreamStates() {
        Pricing pricing = new Pricing(TABLE, PriceSettings.NONE);
        Call poll = Cases.call(Cases.words("kind=FETCHED trusted stated=0.5"));
        Usage done = Cases.usage("in=1 id=resp_1 finish=completed");

        assertEquals("0.5 upstream", Cases.text(pricing.bill(poll, done, true)));
        assertEquals("0 repeat", Cases.text(pricing.bill(poll, done, true)));
    }

    /** What cannot come again is not remembered. */
    @Test
    void billsEachAnswerThatIsNotKept() {
        Pricing pricing = new Pricing(TABLE, PriceSettings.NONE);
        Call call = Cases.call(Cases.words("model=plain"));
        Usage usage = Cases.usage("in=1000 out=100 id=same");

        assertEquals("0.0028 plain", Cases.text(pricing.bill(call, usage, true)));
        assertEquals("0.0028 plain", Cases.text(pricing.bill(call, usage, true)));
    }

    @Test
    void remembersTheLastIds() {
        BilledIds ids = new BilledIds(2);

        assertEquals(
                List.of(true, true, false),
                Stream.of("a", "b", "a").map(ids::add).toList());
        assertEquals(true, ids.add("c"), "and forgets b, the one that was not asked for again");
        assertEquals(
                List.of(true, false, true),
                Stream.of("a", "b", "c").map(ids::contains).toList());
    }

    private static String cost(String call, String usage) {
        Map<String, String> words = Cases.words(call);
        BigDecimal factor = new BigDecimal(words.getOrDefault("factor", "1"));
        Pricing pricing = new Pricing(TABLE, new PriceSettings(ALIASES, factor, Set.of("ptu")));
        return Cases.text(pricing.bill(Cases.call(words), Cases.usage(usage), true));
    }
}
