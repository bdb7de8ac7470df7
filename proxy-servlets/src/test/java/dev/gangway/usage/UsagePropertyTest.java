package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers of the corpus are read the same in whatever pieces, codings, line ends and comments they come. */
class UsagePropertyTest {

    private static final int ROUNDS = 4000;
    private static final long SEED = 20261121;

    private record Coded(@Nullable String encoding, byte[] bytes) {}

    @Test
    void whatMeansTheSameIsReadTheSame() throws Exception {
        List<GoldenAnswer> answers = GoldenAnswer.all();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            GoldenAnswer answer = answers.get(random.nextInt(answers.size()));
            byte[] body = answer.body();
            if (answer.isEvents()) {
                body = SseVariation.of(new String(body, StandardCharsets.UTF_8), random)
                        .getBytes(StandardCharsets.UTF_8);
            }
            Coded coded = coded(body, random);
            assertEquals(
                    answer.expected(),
                    answer.read(coded.encoding(), cut(coded.bytes(), random)),
                    answer + ", " + coded.encoding() + ", seed " + (SEED + round));
        }
    }

    private static Coded coded(byte[] body, Random random) throws Exception {
        return switch (random.nextInt(9)) {
            case 0 -> new Coded("gzip", GoldenAnswer.gzip(body));
            case 1 -> new Coded("GZIP, identity", members(body, random));
            case 2 -> new Coded("deflate", deflate(body, false));
            case 3 -> new Coded("deflate", deflate(body, true));
            case 4 -> new Coded("identity, gzip", GoldenAnswer.gzip(body));
            case 5 -> new Coded("x-gzip", withEveryHeaderPart(body));
            case 6 -> new Coded("identity", body);
            default -> new Coded(null, body);
        };
    }

    /** Several gzip members after each other. */
    private static byte[] members(byte[] body, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int to = at + 1 + random.nextInt(body.length - at);
            out.writeBytes(GoldenAnswer.gzip(Arrays.copyOfRange(body, at, to)));
            at = to;
        }
        return out.size() == 0 ? GoldenAnswer.gzip(body) : out.toByteArray();
    }

    /** A gzip header with extra field, name, comment and checksum, none of which is checked. */
    private static byte[] withEveryHeaderPart(byte[] body) {
        byte[] gzip = GoldenAnswer.gzip(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3});
        out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c', 'n', 0, 'c', 'o', 0, 1, 2});
        out.write(gzip, 10, gzip.length - 10);
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] body, boolean bare) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(6, bare))) {
            deflate.write(body);
        }
        return out.toByteArray();
    }

    private static ByteBuffer[] cut(byte[] bytes, Random random) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(1 + Math.min(bytes.length, 1 << random.nextInt(12)));
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, random.nextInt(most + 1));
            pieces.add(piece(bytes, at, count, random.nextBoolean()));
            at += count;
        }
        return pieces.toArray(ByteBuffer[]::new);
    }

    private static ByteBuffer piece(byte[] bytes, int at, int count, boolean direct) {
        return direct
                ? ByteBuffer.allocateDirect(count).put(bytes, at, count).flip()
                : ByteBuffer.wrap(bytes, at, count).slice();
    }
}
