// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.Prompt;
import io.radfm.model.ScanTensor;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.SampleSize;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Stored;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The questions of one study as prompts, those that begin alike together. Scans that are the same,
/// value for value, are kept once.
final class StudyPrompts {
    private final ModelInput input;
    private final ModelPredictor.Shown shown;
    private final Map<Npy.Array, Npy.Array> arrays = new HashMap<>();
    private final Map<Sized, Prompt.Scan> scans = new HashMap<>();
    private final Map<List<Object>, Prefix> prefixes = new LinkedHashMap<>();

    StudyPrompts(Configuration model, ModelPredictor.Shown shown) {
        var vision = model.vision();
        this.input = ModelInput.of(vision.imageSize(), vision.frames(), vision.framePatchSize());
        this.shown = shown;
    }

    /// @param number of the question, for the caller
    /// @param text what follows the prefix; the question
    record Ending(int number, String text) {}

    record Prefix(Prompt prompt, List<Ending> endings) {}

    void add(int number, Stored stored) {
        var context = stored.sample().context();
        boolean questionLast = context.getLast() instanceof Segment.Text;
        var parts = parts(context, stored.scans());
        var before = questionLast ? parts.subList(0, parts.size() - 1) : parts;
        var question = questionLast ? (String) parts.getLast() : "";
        prefixes.computeIfAbsent(
                        List.copyOf(before), it -> new Prefix(prompt(it), new ArrayList<>()))
                .endings()
                .add(new Ending(number, question));
    }

    List<Prefix> prefixes() {
        return List.copyOf(prefixes.values());
    }

    /// Texts and [Sized] scans, in the order of the context. Texts that meet are one space apart,
    /// as in training.
    private List<Object> parts(List<Segment> context, List<Npy.Array> stored) {
        var depths = stored.stream().map(Npy.Array::depth).toList();
        boolean volumes = depths.stream().anyMatch(depth -> depth > 1);
        var size = SampleSize.of(depths, volumes, input);
        var parts = new ArrayList<Object>();
        for (var segment : context) {
            switch (segment) {
                case Segment.Text(var text) -> {
                    boolean meets = !parts.isEmpty() && parts.getLast() instanceof String;
                    parts.add(meets ? " " + text : text);
                }
                case Segment.Scan(int number) -> {
                    if (shown != ModelPredictor.Shown.NONE) {
                        var array = arrays.computeIfAbsent(stored.get(number), it -> it);
                        parts.add(new Sized(array, size));
                    }
                }
            }
        }
        return parts;
    }

    private Prompt prompt(List<Object> parts) {
        var segments = new ArrayList<Prompt.Segment>();
        for (var part : parts) {
            segments.add(
                    part instanceof Sized scan
                            ? scans.computeIfAbsent(scan, this::scan)
                            : new Prompt.Text((String) part));
        }
        return new Prompt(segments);
    }

    private Prompt.Scan scan(Sized sized) {
        var size = sized.size();
        return shown == ModelPredictor.Shown.GREY
                ? new Prompt.Scan(Tensors.grey(size), "grey, " + size)
                : new Prompt.Scan(
                        Tensors.of(sized.array(), size, input),
                        Tensors.digest(sized.array()) + ", " + size);
    }

    /// The same scan may stand in samples of other depths.
    private record Sized(Npy.Array array, SampleSize size) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Sized it && array == it.array && size.equals(it.size);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(array) * 31 + size.hashCode();
        }
    }

    /// Scans as the model takes them.
    private static final class Tensors {
        private Tensors() {}

        /// Resampled by the nearest, where a data set has another size than the model.
        static ScanTensor of(Npy.Array array, SampleSize size, ModelInput input) {
            int[] rows = size.sides(array.height());
            int[] columns = size.sides(array.width());
            int[] slices = SampleSize.kept(array.depth(), size.depth(), input);
            int values = array.channels() * rows.length * columns.length * slices.length;
            var buffer = direct(values);
            for (int channel = 0; channel < array.channels(); channel++) {
                for (int row : rows) {
                    int line = (channel * array.height() + row) * array.width();
                    for (int column : columns) {
                        int at = (line + column) * array.depth();
                        for (int slice : slices) {
                            buffer.put(array.value(at + slice));
                        }
                    }
                }
            }
            return new ScanTensor(rows.length, columns.length, slices.length, buffer.flip());
        }

        static ScanTensor grey(SampleSize size) {
            var buffer = direct(size.side() * size.side() * size.depth());
            while (buffer.hasRemaining()) {
                buffer.put(0.5f);
            }
            return new ScanTensor(size.side(), size.side(), size.depth(), buffer.flip());
        }

        static String digest(Npy.Array array) {
            var digest = Digests.newSha256();
            for (var part : array.file()) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        private static FloatBuffer direct(int values) {
            return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }
}
