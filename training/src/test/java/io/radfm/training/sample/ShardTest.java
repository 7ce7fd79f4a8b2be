// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Shards: what is written is read, and nothing else is.
class ShardTest {
    private static final Split SPLIT = Split.VALIDATION;

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsReadInTheSameOrder() throws IOException {
        var samples = Samples.some(20, SPLIT);
        write(directory, samples, ShardWriter.MOST_BYTES);
        assertEquals(samples, read(directory));
    }

    @Test
    void aShardEndsBeforeItGetsTooLarge() throws IOException {
        var samples = Samples.some(60, SPLIT);
        long most = 20_000;
        var shards = write(directory, samples, most);
        assertTrue(shards.size() > 3, shards.size() + " shards");
        for (var shard : shards) {
            assertTrue(Files.size(directory.resolve(shard.name())) <= most, shard.toString());
        }
        assertEquals(samples, read(directory));
        assertEquals(60, shards.stream().mapToLong(Shard::samples).sum());
    }

    @Test
    void aSampleLargerThanAShardHasOneForItself() throws IOException {
        var samples = Samples.some(5, SPLIT);
        assertEquals(5, write(directory, samples, 1).size());
        assertEquals(samples, read(directory));
    }

    @Test
    void theSameSamplesAreTheSameBytes() throws IOException {
        var one = Files.createDirectory(directory.resolve("one"));
        var two = Files.createDirectory(directory.resolve("two"));
        assertEquals(
                write(one, Samples.some(20, SPLIT), 30_000),
                write(two, Samples.some(20, SPLIT), 30_000));
        assertArrayEquals(
                Files.readAllBytes(one.resolve("validation-00000.tar")),
                Files.readAllBytes(two.resolve("validation-00000.tar")));
    }

    @Test
    void keysThatDoNotAscendAreRefused() throws IOException {
        var samples = Samples.some(2, SPLIT);
        try (var writer = new ShardWriter(directory, SPLIT)) {
            writer.write(samples.get(1).sample(), samples.get(1).scans());
            for (var other : samples) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> writer.write(other.sample(), other.scans()));
            }
        }
    }

    @Test
    void aShardWithoutAnEndHasNoName() throws IOException {
        var sample = Samples.sample(1, SPLIT);
        try (var writer = new ShardWriter(directory, SPLIT)) {
            writer.write(sample.sample(), sample.scans());
        }
        assertFalse(Files.exists(directory.resolve("validation-00000.tar")));
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        var shard = bytesOf(Samples.some(3, SPLIT));
        for (int length = 0; length < shard.length; length++) {
            int ended = length;
            put(Arrays.copyOf(shard, ended));
            assertThrows(MalformedDataSet.class, () -> read(directory), () -> ended + " bytes");
        }
    }

    /// Any damage is refused as such, or harms nothing: no other failure, no endless reading.
    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        var samples = Samples.some(3, SPLIT);
        var shard = bytesOf(samples);
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            var damaged = shard.clone();
            for (int times = random.nextInt(3); times >= 0; times--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            put(damaged);
            try {
                assertTrue(read(directory).size() <= samples.size());
            } catch (MalformedDataSet e) {
                refused++;
            }
        }
        assertTrue(refused > 300, refused + " refused");
    }

    @Test
    void aLinkOrAPathOutsideIsNoSample() throws IOException {
        var shard = bytesOf(Samples.some(1, SPLIT));
        var link = shard.clone();
        link[156] = '2';
        put(resummed(link));
        assertThrows(MalformedDataSet.class, () -> read(directory));
        var outside = shard.clone();
        outside[0] = '/';
        put(resummed(outside));
        assertThrows(MalformedDataSet.class, () -> read(directory));
    }

    private static byte[] resummed(byte[] shard) {
        Arrays.fill(shard, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < Ustar.BLOCK; i++) {
            sum += shard[i] & 0xFF;
        }
        var digits = "%06o\0 ".formatted(sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, shard, 148, digits.length);
        return shard;
    }

    private byte[] bytesOf(List<Stored> samples) throws IOException {
        write(directory, samples, ShardWriter.MOST_BYTES);
        return Files.readAllBytes(directory.resolve("validation-00000.tar"));
    }

    /// In place: some file systems write out at once what was first truncated to nothing.
    private void put(byte[] shard) throws IOException {
        var path = directory.resolve("validation-00000.tar");
        try (var file = FileChannel.open(path, CREATE, WRITE)) {
            file.truncate(shard.length).write(ByteBuffer.wrap(shard), 0);
        }
    }

    static List<Shard> write(Path directory, List<Stored> samples, long mostBytes)
            throws IOException {
        try (var writer =
                new ShardWriter(directory, samples.getFirst().sample().split(), mostBytes)) {
            for (var stored : samples) {
                writer.write(stored.sample(), stored.scans());
            }
            return writer.finish();
        }
    }

    private static List<Stored> read(Path directory) throws IOException {
        var samples = new java.util.ArrayList<Stored>();
        try (var reader = ShardReader.of(directory, SPLIT)) {
            for (var next = reader.read(); next.isPresent(); next = reader.read()) {
                samples.add(next.get());
            }
        }
        return samples;
    }
}
