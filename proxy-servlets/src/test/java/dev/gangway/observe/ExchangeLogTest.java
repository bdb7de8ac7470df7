package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.gangway.testing.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jetty.logging.JettyLoggerConfiguration;
import org.eclipse.jetty.logging.JettyLoggerFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the exchange log prints with each of the logging libraries that the documentation names. */
class ExchangeLogTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RECORD = RecordFormat.JSON.text(SampleRecords.full());

    private static Logger jettys() {
        Properties levels = new Properties();
        levels.setProperty("dev.gangway.LEVEL", "INFO");
        return new JettyLoggerFactory(new JettyLoggerConfiguration(levels)).getJettyLogger("dev.gangway.exchange");
    }

    /** The record is added to a line that Jetty prints without it, and has not looked at. */
    @Test
    void jettyPrintsTheSameWhereStandardErrorGathers() throws Exception {
        SampleRecords.Draft draft = new SampleRecords.Draft();
        draft.requestModel = "\u001b[2J \u009b2J \u0085 \u007f \u2028 \n é {}";
        try (CapturedLog log = new CapturedLog()) {
            GatheringErr gathering = GatheringErr.install();
            ExchangeLog exchanges = new ExchangeLog(jettys());
            exchanges.onExchange(draft.record());
            exchanges.onExchange(draft.record());
            assertEquals("", log.text());
            exchanges.flush();
            gathering.uninstall();
            List<String> lines = log.text().lines().toList();
            assertEquals(2, lines.size(), log::text);
            for (String line : lines) {
                assertTrue(line.endsWith(": " + RecordFormat.JSON.text(draft.record())), line);
                assertTrue(line.contains(":INFO :"), line);
                assertTrue(line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028), line);
            }
        }
    }

    @Test
    void jettyPrintsTheJsonAlone() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            new ExchangeLog(jettys()).onExchange(SampleRecords.full());
            String line = log.line("id-1");
            assertTrue(line.contains(":INFO :"), line);
            // SLF4J would put key-values in front of the message.
            assertTrue(line.strip().endsWith(": " + RECORD), line);
            assertFalse(line.contains("request_id="), line);
        }
    }

    @Test
    void slf4jSimplePrintsTheJsonAlone() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            new ExchangeLog().onExchange(SampleRecords.full());
            assertTrue(log.line("id-1").strip().endsWith("dev.gangway.exchange - " + RECORD));
        }
    }

    /** The file is the one in the documentation. */
    @Test
    void logbacksJsonLayoutHasTheFieldsAsKeyValues() throws Exception {
        JsonNode event = JSON.readTree(logback(block("xml", 0)));
        Map<String, String> values = new HashMap<>();
        event.get("kvpList")
                .forEach(pair -> pair.properties()
                        .forEach(entry ->
                                values.put(entry.getKey(), entry.getValue().asString())));
        assertEquals("dev.gangway.exchange", event.get("loggerName").asString());
        assertFalse(event.has("message"), "the record would be there twice");
        assertEquals("id-1", values.get("request_id"));
        assertEquals("11", values.get("usage.input_tokens"));
        assertEquals("2", values.get("usage.tool_calls.web_search"));
        assertEquals("true", values.get("usage_partial"));
        assertEquals("0.0000001", values.get("cost_usd"));
        assertEquals("[team-a, prod]", values.get("tags"));
    }

    @Test
    void logbackCanAlsoPrintTheRecordAsItIs() throws Exception {
        assertEquals(RECORD, logback(block("xml", 1)).strip());
    }

    private static String logback(String file) throws Exception {
        PrintStream stdout = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
            Logger log = context.getLogger("dev.gangway.exchange");
            new ExchangeLog(log).onExchange(SampleRecords.full());
        } finally {
            context.stop();
            System.setOut(stdout);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String block(String language, int index) throws Exception {
        String text = Files.readString(Path.of("..", "docs", "observability.md"));
        return text.split("```" + language + "\n", -1)[index + 1].split("```", -1)[0];
    }
}
