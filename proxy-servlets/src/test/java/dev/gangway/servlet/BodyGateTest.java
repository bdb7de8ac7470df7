package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies the gate between container and client where a body ends: nothing is lost, and the end is told once all is taken. */
class BodyGateTest {

    /** What the container holds; where it is empty, a read finds nothing. */
    private final Deque<Content.Chunk> held = new ArrayDeque<>();

    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final AtomicBoolean called = new AtomicBoolean();

    private BodyGate gate(boolean onAnotherThread) {
        return new BodyGate(held::poll, onAnotherThread ? elsewhere::add : null);
    }

    /** As a client does: it asks to be called and takes once it is, until it has something; null where nobody calls. */
    private Content.@Nullable Chunk next(BodyGate gate) {
        while (true) {
            called.set(false);
            gate.demand(() -> called.set(true));
            runElsewhere();
            Content.Chunk found = called.get() ? gate.take() : null;
            if (found != null || !called.get()) {
                return found;
            }
        }
    }

    private void runElsewhere() {
        while (!elsewhere.isEmpty()) {
            elsewhere.remove().run();
        }
    }

    private static Content.Chunk chunk(String text, boolean last) {
        return Content.Chunk.from(ByteBuffer.wrap(Bytes.utf8(text)), last);
    }

    /** Tomcat says of its connection that all is there, and still holds bytes that nobody has read. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsHeldAtTheEndIsTakenBeforeIt(boolean onAnotherThread) {
        BodyGate gate = gate(onAnotherThread);
        Content.Chunk first = chunk("a", false);
        Content.Chunk second = chunk("b", false);
        held.add(first);
        held.add(second);
        gate.ending();

        assertSame(first, next(gate));
        assertFalse(gate.isOver());
        assertSame(second, next(gate));
        assertFalse(gate.isOver());
        assertSame(Content.Chunk.EOF, next(gate));
        assertTrue(gate.isOver());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingFoundIsNoEndBeforeTheContainerSaysSo(boolean onAnotherThread) {
        BodyGate gate = gate(onAnotherThread);
        gate.open();

        assertNull(next(gate));
        assertFalse(gate.isOver());
        assertNull(gate.take());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndWakesWhoWaits(boolean onAnotherThread) {
        BodyGate gate = gate(onAnotherThread);
        assertNull(next(gate));

        gate.ending();
        runElsewhere();

        assertTrue(called.get());
        assertSame(Content.Chunk.EOF, gate.take());
    }

    /** A thread reads and finds nothing; before it can say so, the rest arrives and the container tells the end. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatArrivesBehindAReadIsNotLost(boolean onAnotherThread) {
        Content.Chunk rest = chunk("rest", false);
        BodyGate[] gate = new BodyGate[1];
        AtomicInteger reads = new AtomicInteger();
        gate[0] = new BodyGate(
                () -> {
                    Content.Chunk found = held.poll();
                    if (reads.getAndIncrement() == 0) {
                        held.add(rest);
                        gate[0].ending();
                    }
                    return found;
                },
                onAnotherThread ? elsewhere::add : null);
        gate[0].open();

        assertSame(rest, next(gate[0]));
        assertSame(Content.Chunk.EOF, next(gate[0]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastChunkIsTheEndWithoutAWord(boolean onAnotherThread) {
        BodyGate gate = gate(onAnotherThread);
        Content.Chunk last = chunk("z", true);
        held.add(last);
        gate.open();

        assertSame(last, next(gate));
        assertTrue(gate.isOver());
        assertNotNull(gate.take());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsShutOutIsNotCalled(boolean onAnotherThread) {
        BodyGate gate = gate(onAnotherThread);
        held.add(chunk("a", false));
        gate.shut();
        gate.ending();

        assertNull(next(gate));
        assertNull(gate.take());
        assertEquals(1, held.size());
    }
}
