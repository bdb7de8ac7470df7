package dev.gangway.usage.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies which row of the shipped table is a model's, and some of its prices against the providers' own lists. */
class LookupTest {

    private static final PriceTable SHIPPED = PriceFile.builtIn().table();
    private static final PriceSettings SETTINGS =
            new PriceSettings(Map.of("my-dep", "azure/gpt-4o", "gone", "no/such-row"), BigDecimal.ONE, Set.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # provider | region       | asked                                    | answered                   | row
            openai     |              | gpt-4o                                   | gpt-4o-2024-08-06          | gpt-4o-2024-08-06
            openai     |              | gpt-4o                                   | gpt-4o-2031-01-02          | gpt-4o
            openai     |              | gpt-4o                                   |                            | gpt-4o
            openai     |              | GPT-4o                                   |                            | gpt-4o
            openai     |              |                                          | ft:gpt-4o-2024-08-06:org::id | ft:gpt-4o-2024-08-06
            openai     |              | unheard-of                               | unheard-of-2024-08-06      | none
            openai     |              | gone                                     |                            | none
            openai     |              |                                          |                            | none
            azure      |              | my-dep                                   | gpt-4o-2024-08-06          | azure/gpt-4o
            azure      |              | another                                  | gpt-4o-2024-08-06          | azure/gpt-4o-2024-08-06
            azure      |              | gpt-4o                                   |                            | azure/gpt-4o
            azure      |              |                                          | claude-opus-4-5            | azure_ai/claude-opus-4-5
            azure      |              | another                                  | claude-opus-4-5-20251101   | claude-opus-4-5-20251101
            azure      |              | another                                  |                            | none
            anthropic  |              | claude-opus-5                            | claude-opus-5              | claude-opus-5
            anthropic  |              | claude-opus-5-20260101                   |                            | claude-opus-5
            gemini     |              | gemini-2.5-pro                           | gemini-2.5-pro             | gemini/gemini-2.5-pro
            gemini     |              | models/gemini-2.5-pro                    |                            | gemini/gemini-2.5-pro
            vertex     | us-central1  | gemini-3-flash-preview                   | gemini-3-flash-preview     | vertex_ai/gemini-3-flash-preview
            vertex     | us-central1  | gemini-2.5-flash                         | gemini-2.5-flash           | gemini-2.5-flash
            vertex     | global       | google/gemini-2.5-flash                  | google/gemini-2.5-flash    | gemini-2.5-flash
            vertex     | us-east5     | claude-sonnet-4-5@20250929               | claude-sonnet-4-5-20250929 | vertex_ai/claude-sonnet-4-5@20250929
            vertex     | us-east5     | claude-sonnet-4-5@20250929               |                            | vertex_ai/claude-sonnet-4-5@20250929
            vertex     | us-east5     | claude-sonnet-4-5@20330101               |                            | vertex_ai/claude-sonnet-4-5
            vertex     |              | meta/llama-3.1-405b-instruct-maas        |                            | vertex_ai/meta/llama-3.1-405b-instruct-maas
            bedrock    | us-east-1    | us.anthropic.claude-sonnet-4-5-20250929-v1:0 | claude-sonnet-4-5-20250929 | us.anthropic.claude-sonnet-4-5-20250929-v1:0
            bedrock    | eu-west-1    | anthropic.claude-sonnet-4-5-20250929-v1:0 |                           | anthropic.claude-sonnet-4-5-20250929-v1:0
            bedrock    | us-gov-west-1 | amazon.nova-lite-v1:0                   |                            | bedrock/us-gov-west-1/amazon.nova-lite-v1:0
            bedrock    | us-east-1    | arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0 | | us.anthropic.claude-sonnet-4-5-20250929-v1:0
            bedrock    | us-east-1    | ca.amazon.nova-lite-v1:0                 |                            | amazon.nova-lite-v1:0
            groq       |              | gpt-4o                                   |                            | gpt-4o
            """)
    void findsTheRow(String provider, String region, String asked, String answered, String row) {
        Price price = new PriceLookup(SHIPPED, SETTINGS.aliases()).find(provider, region, answered, asked);

        assertEquals(row, price == null ? "none" : price.name());
    }

    /** Prices per million as the snapshot has them; a renewal that changes them is looked at here. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # provider and model                  | usage                                              | cost                    | by hand
            provider=anthropic model=claude-opus-5 | in=6000 write=3000 write1h=2000 read=2000 out=1000 inference_geo=us | 0.062975 claude-opus-5 | (1000*5 + 2000*0.5 + 1000*6.25 + 2000*10 + 1000*25) * 1.1 = 57250 * 1.1 = 62975
            provider=openai model=gpt-5.4         | in=300000 read=100000 out=1000 tier=default        | 1.0725 gpt-5.4          | 200000*5 + 100000*0.5 + 1000*22.5
            provider=openai model=gpt-5.4         | in=1000 read=400 out=100 tier=priority             | 0.0062 gpt-5.4          | 600*5 + 400*0.5 + 100*30
            provider=openai model=gpt-5.4         | in=1000 read=400 out=100 tier=flex                 | 0.001552 gpt-5.4        | 600*1.25 + 400*0.13 + 100*7.5
            provider=openai model=gpt-5.4         | in=300000 out=1000 tier=priority                   | null unpriced [input_tokens output_tokens] | OpenAI has no such tier above 272k
            provider=openai model=gpt-5.4 region=eu | in=1000 out=100                                  | 0.0044 gpt-5.4          | (1000*2.5 + 100*15) * 1.1
            provider=gemini model=gemini-2.5-pro  | in=250000 read=50000 out=1000 reasoning=600 tier=ON_DEMAND_PRIORITY | 0.9495 gemini/gemini-2.5-pro | 200000*4.5 + 50000*0.45 + 1000*27
            provider=gemini model=gemini-2.5-pro  | in=1000 out=100 tier=ON_DEMAND tool.web_search=4   | 0.03725 gemini/gemini-2.5-pro | 1000*1.25 + 100*10 + one grounded answer at 35000
            provider=vertex region=us-east5 model=claude-sonnet-4-5@20250929 | in=1000 out=100         | 0.00495 vertex_ai/claude-sonnet-4-5@20250929 | (1000*3 + 100*15) * 1.1
            provider=openai model=gpt-image-1     | in=150 image_in=100 out=4160 image_out=4160        | 0.16765 gpt-image-1     | 50*5 + 100*10 + 4160*40
            provider=openai model=gpt-4o-transcribe | in=1000 audio_in=990 out=100                     | 0.0035 gpt-4o-transcribe | 1000*2.5 + 100*10
            provider=openai model=whisper-1       | seconds=61                                         | 0.0061 whisper-1        | 61*100
            provider=openai model=text-embedding-3-small | in=1000                                     | 0.00002 text-embedding-3-small | 1000*0.02
            """)
    void costsWhatTheSnapshotSays(String call, String usage, String expected, String byHand) {
        Pricing pricing = new Pricing(SHIPPED, PriceSettings.NONE);

        assertEquals(
                expected, Cases.text(pricing.bill(Cases.call(Cases.words(call)), Cases.usage(usage), true)), byHand);
    }
}
