package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What ends a request is done within the call that is owed, once, and at once where none is. */
class OwedCallTest {

    private final OwedCall call = new OwedCall();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void nothingIsOwedBeforeAnythingWasAskedFor() {
        call.within(done::incrementAndGet);
        assertEquals(1, done.get());
    }

    @Test
    void waitsForTheCall() {
        call.expect();
        call.within(done::incrementAndGet);
        assertTrue(call.isOwed());
        assertEquals(0, done.get());
        call.settle();
        call.settle();
        assertEquals(1, done.get());
    }

    @Test
    void doesNotWaitForACallThatHasCome() {
        call.expect();
        call.settle();
        assertFalse(call.isOwed());
        call.within(done::incrementAndGet);
        assertEquals(1, done.get());
    }
}
