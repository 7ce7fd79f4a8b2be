// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What every decoder of compressed frames promises ([FrameDecoder]): the frame that was encoded,
/// and whatever else the bytes may be, a frame or a [MalformedFrame], in little memory and no
/// endless loop.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FrameDecoderContract {
    /// A frame is 2 to 7 kB, of which decoders may hold some copies, and tables of their own.
    private static final long MOST_BYTES = 3 << 20;

    private static final int DAMAGED = 40;
    private static final long[] LIES = {0x7FFF_FFFF, 0, 0xFFFF_FFFFL, 0x8000_0000L, 1};
    private static final int PREFIXES = 80;
    private static final int HEADER = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// An encoded frame, for example `jpeg/baseline`. One with a digest beside it is lossy.
    public record Example(String name, SyntheticImage image) {
        byte[] encoded() {
            return SyntheticImage.encoded(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    protected abstract FrameDecoder decoder();

    protected abstract List<Example> examples();

    /// Lines of `name components bits`, with `signed` behind them or not.
    protected static List<Example> examples(String folder, String table) {
        return table.lines().map(line -> example(folder, line.split(" +"))).toList();
    }

    private static Example example(String folder, String[] words) {
        var image =
                new SyntheticImage(
                        Integer.parseInt(words[1]), Integer.parseInt(words[2]), words.length > 3);
        return new Example(folder + "/" + words[0], image);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void framesComeOutAsTheyWentInOrAsTheReferenceDecodesThem(Example example) throws Exception {
        var frame = decode(example.encoded(), example.image().format());
        if (getClass().getResource("/frames/" + example.name() + ".sha256") == null) {
            assertArrayEquals(example.image().frame(), frame);
        } else {
            var digest = SyntheticImage.encoded(example.name() + ".sha256");
            assertEquals(new String(digest, StandardCharsets.US_ASCII).strip(), sha256(frame));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyPrefixEnds(Example example) throws Exception {
        var encoded = example.encoded();
        // of the header every one, of the rest as many as there is time for
        int step = 0;
        for (int length = 0; length < encoded.length; length += step) {
            step = length < HEADER ? 1 : Math.max(1, encoded.length / PREFIXES);
            ends(Arrays.copyOf(encoded, length), example.image().format());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void flippedBitsEnd(Example example) throws Exception {
        var random = new Random(example.name().hashCode());
        for (int i = 0; i < DAMAGED; i++) {
            var damaged = example.encoded();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            ends(damaged, example.image().format());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void lyingHeadersEnd(Example example) throws Exception {
        int header = Math.min(HEADER, example.encoded().length - 4);
        for (int at = 0; at < header; at++) {
            long lie = LIES[at % LIES.length];
            for (int bytes = 1; bytes <= 4; bytes *= 2) {
                var damaged = example.encoded();
                for (int i = 0; i < bytes; i++) {
                    damaged[at + i] = (byte) (lie >> 8 * (3 - i));
                }
                ends(damaged, example.image().format());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void noiseBehindAGoodHeaderEnds(Example example) throws Exception {
        var random = new Random(example.name().hashCode());
        for (int i = 0; i < DAMAGED; i++) {
            var damaged = example.encoded();
            int from = random.nextInt(damaged.length);
            for (int at = from; at < damaged.length; at++) {
                damaged[at] = (byte) random.nextInt(256);
            }
            ends(damaged, example.image().format());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void aFrameOfAnotherShapeIsRefused(Example example) {
        var image = example.image();
        var real = image.format();
        int rows = real.rows();
        int columns = real.columns();
        int samples = real.samplesPerPixel();
        int allocated = real.bitsAllocated();
        Stream.of(
                        image.format(rows + 200, columns, samples, allocated),
                        image.format(rows, columns + 200, samples, allocated),
                        image.format(rows, columns, samples == 1 ? 3 : 1, allocated),
                        image.format(rows, columns, 4, allocated),
                        image.format(rows, columns, samples, 64),
                        image.format(rows, columns, samples, 1))
                .forEach(
                        format ->
                                assertThrows(
                                        MalformedFrame.class,
                                        () -> decode(example.encoded(), format),
                                        format::toString));
    }

    private byte[] decode(byte[] encoded, FrameFormat format) throws MalformedFrame {
        return decoder().decode(MemorySegment.ofArray(encoded), format);
    }

    private void ends(byte[] encoded, FrameFormat format) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertEquals(format.frameBytes(), decode(encoded, format).length);
        } catch (MalformedFrame e) {
            assertTrue(e.offset() >= 0 && e.offset() <= encoded.length, e::getMessage);
        } catch (RuntimeException e) {
            throw new AssertionError("escaped from " + HexFormat.of().formatHex(encoded), e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(
                allocated <= MOST_BYTES,
                () -> allocated + " bytes for " + HexFormat.of().formatHex(encoded));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
