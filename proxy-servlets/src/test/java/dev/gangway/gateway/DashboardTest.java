package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.observe.SampleRecords;
import dev.gangway.servlet.OwnPage;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Every metric that the dashboard, the alerts and the documentation name is one that a gateway shows. */
class DashboardTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern SHOWN = Pattern.compile("\\b(?:gangway|gen_ai_client)_[a-z_]+(?=[{\\[)])");
    private static final Pattern DOCUMENTED = Pattern.compile("`(gangway|gen_ai\\.client)\\.[a-z_.]+`");

    @TempDir
    Path folder;

    private String scrape() throws Exception {
        String yaml = "records: { file: \"" + folder.resolve("r.jsonl") + "\" }\nmetrics: { names: both }\n"
                + TestGateway.fourRoutes("http://127.0.0.1:1");
        GatewayConfig config = ConfigLoader.system().parse(yaml, "test");
        ServletContextHandler context = new ServletContextHandler("/");
        SampleRecords.Draft unread = new SampleRecords.Draft();
        unread.usage = dev.gangway.usage.Usage.UNKNOWN;
        Observers observers = Observers.start(config, route -> true, context.getServletContext(), "test");
        OwnPage page = Objects.requireNonNull(observers.metricsPage());
        try (observers) {
            observers.watch(new Reloader(files -> config, (next, before) -> {}));
            observers.telemetry(config).begin().over(SampleRecords.ok());
            observers.telemetry(config).begin().over(unread.record());
            long end = System.nanoTime() + 10_000_000_000L;
            String text = "";
            while (!text.contains("gangway_usage_unknown") && System.nanoTime() < end) {
                text = new String(page.content(null).body(), StandardCharsets.UTF_8);
            }
            return text;
        }
    }

    private static TreeSet<String> names(String text) {
        return SHOWN.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theDashboardAndTheAlertsNameWhatIsThere() throws Exception {
        String scrape = scrape();
        String dashboard = Files.readString(DOCS.resolve("grafana/gangway.json"));
        assertEquals(
                "Gangway", new JsonMapper().readTree(dashboard).get("title").asString());
        TreeSet<String> wanted = names(dashboard);
        wanted.addAll(names(Files.readString(DOCS.resolve("grafana/alerts.yml"))));
        assertFalse(wanted.size() < 10, wanted.toString());
        wanted.removeAll(names(scrape.replace(' ', '{')));
        assertEquals(new TreeSet<>(), wanted);
    }

    @Test
    void everyDocumentedMetricIsThere() throws Exception {
        String scrape = scrape();
        String text = Files.readString(DOCS.resolve("observability.md"));
        TreeSet<String> missing = new TreeSet<>();
        DOCUMENTED.matcher(text).results().forEach(match -> {
            String name = match.group().replace("`", "").replace('.', '_');
            boolean span = name.matches("gangway_(request_id|config)");
            if (!span && !scrape.contains("\n" + name)) {
                missing.add(name);
            }
        });
        assertEquals(new TreeSet<>(), missing);
    }
}
