package dev.gangway.observe;

import java.io.Flushable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every record as a line of a file. When the file is full it becomes {@code NAME.1}, that one {@code NAME.2}, and
 * so on. Where it cannot be written, records are lost and counted, and the log says so once.
 *
 * <p>All who open the same file share it, as the servlets of one configuration do.
 */
public final class RecordFile implements ExchangeListener, Flushable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);
    private static final Map<Path, RecordFile> OPEN = new HashMap<>();

    /** A write costs the same whether it is of one record or of many. */
    private static final int MOST_WAITING_BYTES = 64 << 10;

    private final RollingFile file;
    private final RecordFormat format;
    private final LongAdder lost = new LongAdder();

    /** Direct, or each write would copy it into one that is. */
    private final ByteBuffer lines = ByteBuffer.allocateDirect(MOST_WAITING_BYTES);

    private int waiting;
    private int users;
    private boolean failing;
    private boolean closed;

    private RecordFile(RollingFile file, RecordFormat format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens {@code path}, and makes its folder where there is none.
     *
     * @param maxSize most bytes of a file, unless a single record is longer
     * @param keep how many full files stay
     * @throws IOException if it cannot be written; the message says why
     */
    public static RecordFile open(Path path, long maxSize, int keep) throws IOException {
        return open(path, maxSize, keep, RecordFormat.JSON);
    }

    /** The same with lines in {@code format}; who opened the file first decides. */
    public static RecordFile open(Path path, long maxSize, int keep, RecordFormat format) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        synchronized (OPEN) {
            RecordFile file = OPEN.get(absolute);
            if (file == null) {
                file = new RecordFile(RollingFile.open(absolute, maxSize, keep), format);
                OPEN.put(absolute, file);
            }
            file.users++;
            return file;
        }
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        add(exchange, null);
        flush();
    }

    /** Keeps {@code exchange} until {@link #flush}, or until there are many. */
    synchronized void add(ExchangeRecord exchange, @Nullable Bodies bodies) {
        if (closed) {
            lost.increment(); // somebody else may have opened it anew
            return;
        }
        byte[] line = format.line(exchange, bodies);
        if (line.length > lines.remaining() || !file.hasRoom(lines.position() + line.length)) {
            flush();
        }
        if (line.length > MOST_WAITING_BYTES) {
            write(ByteBuffer.wrap(line), 1);
        } else {
            lines.put(line);
            waiting++;
        }
    }

    /** Writes what waits. */
    @Override
    public synchronized void flush() {
        int records = waiting;
        if (records > 0) {
            waiting = 0;
            try {
                write(lines.flip(), records);
            } finally {
                lines.clear();
            }
        }
    }

    private void write(ByteBuffer bytes, int records) {
        try {
            file.write(bytes);
            if (failing) {
                failing = false;
                LOG.info("{} is written again; {} records were lost in all", file, lost);
            }
        } catch (IOException e) {
            lost.add(records);
            if (!failing) {
                failing = true;
                LOG.warn("{} cannot be written, its records are lost: {}", file, reason(e));
            }
        }
    }

    /** How many records could not be written. */
    public long lost() {
        return lost.sum();
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.values().remove(this);
                closeFile();
            }
        }
    }

    private synchronized void closeFile() {
        flush();
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be closed: {}", file, reason(e));
        }
    }
}
