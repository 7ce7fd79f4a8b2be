// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Split;
import io.radfm.training.train.data.Example.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The samples of a split that are trained on, encoded once, in the order of their keys. Their
/// scans stay in the shards.
///
/// @param leftOut samples that were wanted, whose prompt alone fills the model's context
public record Corpus(List<Example> examples, long leftOut) {
    private static final int HEADER = 512;
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([\\d, ]{1,40})\\)");

    /// What is trained on.
    public enum Stage implements Predicate<Sample> {
        /// MedMD: everything.
        PRETRAINING,
        /// RadMD: questions and answers about radiology.
        INSTRUCTION;

        @Override
        public boolean test(Sample sample) {
            return this == PRETRAINING
                    || sample.radiology() && sample.family() == Family.INSTRUCTION;
        }
    }

    public static Corpus of(DataSet data, Split split, Predicate<Sample> wanted, Encoder encoder)
            throws IOException {
        var examples = new ArrayList<Example>();
        long leftOut = 0;
        try (var sizes = new Sizes(data.directory())) {
            for (var place : data.places(split)) {
                if (!wanted.test(place.sample())) {
                    continue;
                }
                var text = encoder.encode(place.sample());
                if (text.isEmpty()) {
                    leftOut++;
                    continue;
                }
                var it = text.get();
                examples.add(
                        new Example(place, it.ids(), it.weights(), it.prompt(), sizes.kind(place)));
            }
        }
        return new Corpus(List.copyOf(examples), leftOut);
    }

    /// Looks at the header of a sample's first scan, to tell what costs the same. Whoever reads the
    /// scans checks them.
    private static final class Sizes implements AutoCloseable {
        private final Path directory;
        private final Map<String, FileChannel> shards = new HashMap<>();

        Sizes(Path directory) {
            this.directory = directory;
        }

        Kind kind(Place place) throws IOException {
            int scans = place.sample().scans();
            return new Kind(
                    place.sample().dimensions() == Dimensions.VOLUMES,
                    scans,
                    scans == 0 ? "" : size(place));
        }

        /// After the 512 bytes of the archive's header begins the array's own.
        private String size(Place place) throws IOException {
            var shard = shards.get(place.shard());
            if (shard == null) {
                shard = FileChannel.open(directory.resolve(place.shard()));
                shards.put(place.shard(), shard);
            }
            var header = ByteBuffer.allocate(HEADER);
            shard.read(header, place.scansAt() + HEADER);
            var shape =
                    SHAPE.matcher(
                            new String(
                                    header.array(),
                                    0,
                                    header.position(),
                                    StandardCharsets.ISO_8859_1));
            return shape.find() ? shape.group(1).replace(", ", "x") : "";
        }

        @Override
        public void close() throws IOException {
            for (var shard : shards.values()) {
                shard.close();
            }
        }
    }
}
