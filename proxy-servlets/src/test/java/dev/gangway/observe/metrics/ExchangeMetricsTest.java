package dev.gangway.observe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.SampleRecords;
import dev.gangway.observe.SampleRecords.Draft;
import dev.gangway.usage.Cost;
import dev.gangway.usage.UnreadAnswers;
import dev.gangway.usage.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of exchanges: names, labels and buckets of OpenTelemetry's conventions, and never too many. */
class ExchangeMetricsTest {

    private static final String MODELS =
            "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt-4o\","
                    + "gen_ai_response_model=\"gpt-4o-2024-08-06\"";
    private static final String SERVER = "server_address=\"api.openai.com\"";

    private final MeterRegistry registry = Scrape.newRegistry();

    private void record(Convention convention, ExchangeRecord... exchanges) {
        ExchangeMetrics metrics = new ExchangeMetrics(registry, convention);
        List.of(exchanges).forEach(metrics::onExchange);
    }

    private String scrape() {
        return new String(
                Objects.requireNonNull(Scrape.of(registry)).content(Scrape.type(null)), StandardCharsets.UTF_8);
    }

    private List<String> lines(String prefix) {
        return scrape().lines().filter(line -> line.startsWith(prefix)).toList();
    }

    private void assertLine(String line) {
        assertTrue(scrape().lines().anyMatch(line::equals), line + "\nis not in\n" + scrape());
    }

    private TreeSet<String> families() {
        TreeSet<String> families = new TreeSet<>();
        scrape().lines()
                .filter(line -> line.startsWith("# TYPE gen_ai") && !line.contains("_max "))
                .forEach(line -> families.add(line.split(" ", -1)[2]));
        return families;
    }

    @Test
    void theNumberedNames() {
        record(Convention.V1_41, SampleRecords.ok());
        assertEquals(
                new TreeSet<>(List.of(
                        "gen_ai_client_operation_duration_seconds",
                        "gen_ai_client_operation_time_per_output_chunk_seconds",
                        "gen_ai_client_operation_time_to_first_chunk_seconds",
                        "gen_ai_client_token_usage")),
                families());
        assertLine("gen_ai_client_operation_duration_seconds_sum{error_type=\"\"," + MODELS + "," + SERVER
                + "} 0.3456789");
        assertLine("gen_ai_client_operation_time_to_first_chunk_seconds_sum{" + MODELS + "," + SERVER + "} 0.02");
        assertLine("gen_ai_client_token_usage_sum{" + MODELS + ",gen_ai_token_type=\"input\"," + SERVER + "} 11.0");
        assertLine("gen_ai_client_token_usage_sum{" + MODELS + ",gen_ai_token_type=\"output\"," + SERVER + "} 12.0");
    }

    @Test
    void theBucketsOfTheConventions() {
        record(Convention.V1_41, SampleRecords.ok());
        assertEquals(
                List.of(
                        "0.01", "0.02", "0.04", "0.08", "0.16", "0.32", "0.64", "1.28", "2.56", "5.12", "10.24",
                        "20.48", "40.96", "81.92", "+Inf"),
                bounds("gen_ai_client_operation_duration_seconds_bucket"));
        assertEquals(
                List.of(
                        "1.0",
                        "4.0",
                        "16.0",
                        "64.0",
                        "256.0",
                        "1024.0",
                        "4096.0",
                        "16384.0",
                        "65536.0",
                        "262144.0",
                        "1048576.0",
                        "4194304.0",
                        "1.6777216E7",
                        "6.7108864E7",
                        "+Inf"),
                bounds("gen_ai_client_token_usage_bucket").stream().distinct().toList());
    }

    private List<String> bounds(String name) {
        return lines(name).stream()
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void theNamesInDevelopment() {
        record(Convention.LATEST, SampleRecords.ok());
        assertEquals(
                new TreeSet<>(List.of(
                        "gen_ai_client_inference_duration_seconds",
                        "gen_ai_client_inference_operation_input_tokens",
                        "gen_ai_client_inference_operation_output_tokens",
                        "gen_ai_client_inference_time_per_output_chunk_seconds",
                        "gen_ai_client_inference_time_to_first_chunk_seconds",
                        "gen_ai_client_inference_usage_cache_read_input_tokens_total",
                        "gen_ai_client_inference_usage_cache_write_input_tokens_total",
                        "gen_ai_client_inference_usage_input_tokens_total",
                        "gen_ai_client_inference_usage_output_tokens_total",
                        "gen_ai_client_inference_usage_reasoning_output_tokens_total")),
                families());
        // Of 11 tokens in, 17 of them audio: an answer that makes no sense makes nothing negative.
        assertLine("gen_ai_client_inference_usage_input_tokens_total{" + MODELS + ",gen_ai_token_modality=\"audio\","
                + SERVER + "} 17.0");
        assertFalse(scrape().contains("} -"));
    }

    @Test
    void bothNames() {
        record(Convention.BOTH, SampleRecords.ok());
        assertEquals(14, families().size());
    }

    @Test
    void costAndEndsAreOurs() {
        record(Convention.V1_41, SampleRecords.ok(), SampleRecords.bare("id"));
        assertLine("gangway_cost_usd_total{caller=\"alice\",gen_ai_request_model=\"gpt-4o\",key=\"main\","
                + "provider=\"openai\",route=\"/openai_passthrough\"} 1.0E-7");
        assertLine(
                "gangway_exchanges_total{end=\"complete\",error=\"\",route=\"/openai_passthrough\",status=\"200\"} 1.0");
        assertLine("gangway_exchanges_total{end=\"rejected\",error=\"\",route=\"unknown\",status=\"unknown\"} 1.0");
        assertLine("gangway_unpriced_total{gen_ai_request_model=\"gpt-4o\",provider=\"openai\","
                + "route=\"/openai_passthrough\",unit=\"web_search\"} 1.0");
    }

    @Test
    void whatIsNotKnownIsCountedAndNotZero() {
        Draft draft = new Draft();
        draft.usage = Usage.UNKNOWN;
        draft.cost = new Cost(null, Cost.UNPRICED, List.of());
        record(Convention.V1_41, draft.record());
        assertEquals(List.of(), lines("gen_ai_client_token_usage"));
        assertEquals(List.of(), lines("gangway_cost_usd"));
        assertLine("gangway_usage_unknown_total{operation=\"openai.chat\",provider=\"openai\","
                + "route=\"/openai_passthrough\"} 1.0");
        assertTrue(lines("gangway_unpriced_total").get(0).contains("unit=\"all\""));
    }

    @Test
    void aPollThatRepeatsUsageCountsItOnce() {
        Draft draft = new Draft();
        draft.cost = new Cost(null, Cost.REPEAT, List.of());
        record(Convention.BOTH, draft.record());
        assertEquals(List.of(), lines("gen_ai_client_token_usage"));
        assertEquals(List.of(), lines("gen_ai_client_inference_usage"));
    }

    @Test
    void whatAsksNoModelIsNoGenAi() {
        Draft list = new Draft();
        list.operation = "openai.models";
        Draft refused = new Draft();
        refused.provider = null;
        Draft poll = new Draft();
        poll.method = "GET";
        record(Convention.BOTH, list.record(), refused.record(), poll.record());
        assertEquals(new TreeSet<>(), families());
    }

    /** Its provider was never called; how often that happens, gangway.exchanges tells. */
    @Test
    void whatTheGatewayRefusesIsNoGenAi() {
        Draft refused = new Draft();
        refused.end = End.REJECTED;
        refused.status = 403;
        refused.error = "unpriced-model";
        refused.usage = Usage.UNKNOWN;
        record(Convention.BOTH, refused.record());
        assertEquals(new TreeSet<>(), families());
        assertLine("gangway_exchanges_total{end=\"rejected\",error=\"unpriced-model\",route=\"/openai_passthrough\","
                + "status=\"403\"} 1.0");
    }

    @Test
    void answersThatCouldNotBeReadAreCountedByReason() {
        ExchangeMetrics metrics = new ExchangeMetrics(registry, Convention.V1_41);
        metrics.unread();
        UnreadAnswers.count(UnreadAnswers.Why.ENCODING);
        assertLine("gangway_usage_unread_total{reason=\"encoding\"} "
                + (double) UnreadAnswers.of(UnreadAnswers.Why.ENCODING));
        assertLine(
                "gangway_usage_unread_total{reason=\"fault\"} " + (double) UnreadAnswers.of(UnreadAnswers.Why.FAULT));
        metrics.close();
        assertEquals(List.of(), lines("gangway_usage_unread"));
    }

    @Test
    void errorsHaveATypeAndTeachNoModels() {
        Draft draft = new Draft();
        draft.status = 404;
        draft.requestModel = "no-such-model";
        record(Convention.V1_41, draft.record());
        String line = lines("gen_ai_client_operation_duration_seconds_count").get(0);
        assertTrue(line.contains("error_type=\"404\""), line);
        assertTrue(line.contains("gen_ai_request_model=\"other\""), line);
    }

    @Test
    void clientsCannotMakeSeriesWithoutEnd() {
        ExchangeMetrics metrics = new ExchangeMetrics(registry, Convention.V1_41);
        for (int i = 0; i < 3000; i++) {
            Draft draft = new Draft();
            draft.requestModel = "model-" + i;
            draft.provider = "p" + i % 10;
            metrics.onExchange(draft.record());
        }
        TreeSet<String> models = new TreeSet<>();
        scrape().lines()
                .filter(line -> line.contains("gen_ai_request_model=\""))
                .forEach(line -> models.add(line.replaceAll(".*gen_ai_request_model=\"([^\"]*)\".*", "$1")));
        // The model that answers is the 200th word, and "other" is none of them.
        assertEquals(200, models.size());
        assertTrue(models.contains("other"));
    }

    @Test
    void nothingStaysInAHostsRegistryThatHoldsTheGateway() {
        ExchangeMetrics metrics = new ExchangeMetrics(registry, Convention.V1_41);
        metrics.gauge("gangway.exchanges.active", "gangway", this, test -> 3);
        assertLine("gangway_exchanges_active{servlet=\"gangway\"} 3.0");
        metrics.close();
        assertEquals(List.of(), lines("gangway_exchanges_active"));
    }
}
