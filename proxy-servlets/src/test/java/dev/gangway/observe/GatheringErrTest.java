package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of records go to standard error in one write, in their order, and hold back nobody else's. */
class GatheringErrTest {

    private static final String END = System.lineSeparator();

    private final List<String> writes = new ArrayList<>();
    private final PrintStream recorder = new PrintStream(new OutputStream() {
        @Override
        public void write(int b) {
            writes.add(String.valueOf((char) b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, Charset.defaultCharset()));
        }
    });
    private final PrintStream before = System.err;
    private GatheringErr gathering;

    @BeforeEach
    void setUp() {
        System.setErr(recorder);
        gathering = GatheringErr.install();
    }

    @AfterEach
    void tearDown() {
        gathering.uninstall();
        System.setErr(before);
    }

    private static void line(Object line) {
        GatheringErr.gather(() -> System.err.println(line));
    }

    @Test
    void aGoIsOneWrite() {
        line("one");
        line(new StringBuilder("two é"));
        assertEquals(List.of(), writes);
        GatheringErr.releaseAll();
        assertEquals(List.of("one" + END + "two é" + END), writes);
        GatheringErr.releaseAll();
        assertEquals(1, writes.size());
    }

    @Test
    void aMessageComesAtTheEndOfTheLineThatIsPrintedWithoutIt() {
        GatheringErr.gather(
                () -> GatheringErr.end("{}", message -> System.err.println((Object) ("prefix " + message))));
        line("other");
        GatheringErr.releaseAll();
        assertEquals(List.of("prefix {}" + END + "other" + END), writes);
    }

    @Test
    void messagesThatArePrintedElsewhereGoThereWholeAfterOneTry() {
        List<String> elsewhere = new ArrayList<>();
        GatheringErr.gather(() -> GatheringErr.end("{1}", elsewhere::add));
        GatheringErr.gather(() -> GatheringErr.end("{2}", elsewhere::add));
        line("other");
        GatheringErr.releaseAll();
        assertEquals(List.of("", "{1}", "{2}"), elsewhere);
        assertEquals(List.of("other" + END), writes);
    }

    @Test
    void aMessageWhosePrintingFailsIsNotAddedToAnotherLine() {
        assertThrows(
                IllegalStateException.class,
                () -> GatheringErr.gather(() -> GatheringErr.end("{}", message -> {
                    throw new IllegalStateException();
                })));
        line("other");
        GatheringErr.releaseAll();
        assertEquals(List.of("other" + END), writes);
    }

    /** As of two gateways in one JVM. */
    @Test
    void twoThreadsKeepTheirMessagesApart() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    GatheringErr.gather(
                            () -> GatheringErr.end(name, message -> System.err.println((Object) (name + message))));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        GatheringErr.releaseAll();
        Map<String, Long> lines =
                String.join("", writes).lines().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        assertEquals(Map.of("aa", 10_000L, "bb", 10_000L), lines);
    }

    @Test
    void aMessageIsPrintedAsItIsWhereNothingGathers() {
        gathering.uninstall();
        List<String> printed = new ArrayList<>();
        GatheringErr.gather(() -> GatheringErr.end("{}", printed::add));
        assertEquals(List.of("{}"), printed);
    }

    @Test
    void whatOthersPrintComesAtOnceAndInOrder() throws InterruptedException {
        line("record");
        Thread other = new Thread(() -> System.err.println("other"));
        other.start();
        other.join();
        System.err.print("mine");
        line("last");
        assertEquals("record" + END + "other" + END + "mine", String.join("", writes));
    }

    @Test
    void nothingIsLostThatHasNoRoom() {
        String[] lines = {"a".repeat(40_000), "b".repeat(40_000), "c".repeat(200_000), "d"};
        for (String line : lines) {
            line(line);
        }
        GatheringErr.releaseAll();
        assertEquals(String.join(END, lines) + END, String.join("", writes));
    }

    @Test
    void isReplacedByWhatWasThere() {
        line("record");
        gathering.uninstall();
        assertSame(recorder, System.err);
        assertEquals(List.of("record" + END), writes);
        line("now");
        assertEquals("record" + END + "now" + END, String.join("", writes));
    }

    @Test
    void whoReplacedItStays() {
        PrintStream newer = new PrintStream(OutputStream.nullOutputStream());
        System.setErr(newer);
        gathering.uninstall();
        assertSame(newer, System.err);
    }
}
