// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.testkit.Peers;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whole data sets, and those that are not.
class DataSetTest {
    @TempDir Path directory;

    private List<Stored> train;

    @BeforeEach
    void aDataSetOfTwoSplits() throws IOException {
        train = Samples.some(30, Split.TRAIN);
        var shards = new ArrayList<>(ShardTest.write(directory, train, 20_000));
        shards.addAll(
                ShardTest.write(directory, Samples.some(4, Split.TEST), ShardWriter.MOST_BYTES));
        new DataManifest(
                        new TreeMap<>(Map.of("split", "1")),
                        new TreeMap<>(Map.of("duplicates", 2L)),
                        shards)
                .write(directory);
    }

    @Test
    void itKnowsItsSplitsAndTheirSamples() throws IOException {
        var set = DataSet.open(directory);
        assertEquals(List.of(Split.TRAIN, Split.TEST), set.splits());
        assertEquals(30, set.samples(Split.TRAIN));
        assertEquals(0, set.samples(Split.VALIDATION));
        assertEquals(2, set.manifest().counts().get("duplicates"));
        assertDoesNotThrow(set::verify);
        try (var reader = set.read(Split.TRAIN)) {
            assertEquals(train, reader.stream().toList());
        }
    }

    @Test
    void samplesAreReadInAnyOrder() throws IOException {
        var set = DataSet.open(directory);
        var places = set.places(Split.TRAIN);
        for (int i = places.size() - 1; i >= 0; i--) {
            assertEquals(train.get(i), set.at(places.get(i)));
        }
    }

    @Test
    void withoutAManifestItIsNotWhole() throws IOException {
        Files.delete(directory.resolve(DataManifest.FILE));
        assertThrows(MalformedDataSet.class, () -> DataSet.open(directory));
    }

    @Test
    void aShardThatIsMissingOrCutIsNoticedAtOnce() throws IOException {
        var shard = directory.resolve("train-00001.tar");
        var bytes = Files.readAllBytes(shard);
        Files.write(shard, new byte[3]);
        assertThrows(MalformedDataSet.class, () -> DataSet.open(directory));
        Files.delete(shard);
        assertThrows(MalformedDataSet.class, () -> DataSet.open(directory));
        Files.write(shard, bytes);
        assertDoesNotThrow(() -> DataSet.open(directory));
    }

    @Test
    void aChangedByteIsFoundByVerifying() throws IOException {
        var shard = directory.resolve("test-00000.tar");
        try (var channel = Files.newByteChannel(shard, StandardOpenOption.WRITE)) {
            channel.position(600).write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        }
        var set = DataSet.open(directory);
        assertThrows(MalformedDataSet.class, set::verify);
    }

    @Test
    void everyPrefixOfTheManifestIsRefused() throws IOException {
        var file = directory.resolve(DataManifest.FILE);
        var json = Files.readString(file);
        for (int length = 0; length < json.stripTrailing().length(); length++) {
            Files.writeString(file, json.substring(0, length));
            assertThrows(MalformedDataSet.class, () -> DataSet.open(directory));
        }
    }

    @Test
    void pythonReadsItUnchanged() throws Exception {
        var python = pythonWithNumPy();
        Assumptions.assumeTrue(python.isPresent(), "skipped: no python3 has NumPy");
        var read =
                Peers.run(
                        "env",
                        python.get(),
                        "-c",
                        """
                        import io, json, sys, tarfile, numpy
                        samples = scans = 0
                        for name in sys.argv[1:]:
                            with tarfile.open(name, 'r:') as shard:
                                for file in shard:
                                    content = shard.extractfile(file).read()
                                    key, rest = file.name.split('.', 1)
                                    if rest == 'json':
                                        sample = json.loads(content)
                                        assert sample['key'] == key and sample['format'] == 1
                                        samples += 1
                                    else:
                                        scan = numpy.load(io.BytesIO(content), allow_pickle=False)
                                        assert scan.ndim == 4 and scan.flags.c_contiguous
                                        assert scan.dtype in ('u1', '<f4')
                                        scans += 1
                        print(samples, scans)
                        """,
                        directory.resolve("train-00000.tar").toString(),
                        directory.resolve("train-00001.tar").toString());
        var shards = DataSet.open(directory).manifest().shards();
        long samples = shards.get(0).samples() + shards.get(1).samples();
        long scans = train.stream().limit(samples).mapToLong(stored -> stored.scans().size()).sum();
        assertEquals(samples + " " + scans, read.output().strip());
    }

    private static Optional<String> pythonWithNumPy() throws Exception {
        for (var python : List.of("python3", "/usr/bin/python3")) {
            if (Peers.run("env", python, "-c", "import numpy").exitCode() == 0) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }
}
