package dev.gangway.observe;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A record as one line of JSON. */
final class RecordJson implements FieldSink {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 1024;

    private final JsonGenerator json;

    private RecordJson(JsonGenerator json) {
        this.json = json;
    }

    /** {@code exchange} as one JSON object in UTF-8, without a line break. */
    static byte[] bytes(ExchangeRecord exchange) {
        return bytes(exchange, null);
    }

    /** The same with {@code bodies}. */
    static byte[] bytes(ExchangeRecord exchange, @Nullable Bodies bodies) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            RecordJson sink = new RecordJson(json);
            RecordFields.write(exchange, sink);
            if (bodies != null) {
                bodies.write(sink);
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** The same as a string. */
    static String text(ExchangeRecord exchange) {
        return new String(bytes(exchange), StandardCharsets.UTF_8);
    }

    @Override
    public void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    @Override
    public void number(String name, Number value) {
        json.writeName(name);
        if (value instanceof Double real) {
            json.writeNumber(real);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else {
            json.writeNumber(value.longValue());
        }
    }

    @Override
    public void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    @Override
    public void texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void begin(String name) {
        json.writeObjectPropertyStart(name);
    }

    @Override
    public void end() {
        json.writeEndObject();
    }
}
