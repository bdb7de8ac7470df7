package dev.gangway.observe.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The histograms of OpenTelemetry's conventions for generative AI, with the buckets that these ask for. */
final class Buckets {

    private static final double[] SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };

    private Buckets() {}

    /** Seconds whatever the registry: a timer's unit would be the registry's. */
    static DistributionSummary seconds(MeterRegistry registry, String name, Tags tags) {
        return DistributionSummary.builder(name)
                .baseUnit("seconds")
                .tags(tags)
                .serviceLevelObjectives(SECONDS)
                .register(registry);
    }

    /** Without a unit: the conventions' {@code {token}} is an annotation, which is no part of a Prometheus name. */
    static DistributionSummary tokens(MeterRegistry registry, String name, Tags tags) {
        return DistributionSummary.builder(name)
                .tags(tags)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }
}
