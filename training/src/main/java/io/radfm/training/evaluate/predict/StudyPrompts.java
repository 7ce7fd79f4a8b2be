// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.Prompt;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Stored;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The questions of one study as prompts, those that begin alike together. Scans that are the same,
/// value for value, are kept once.
final class StudyPrompts {
    private final ModelTensors tensors;
    private final ModelPredictor.Shown shown;
    private final Map<Npy.Array, Npy.Array> arrays = new HashMap<>();
    private final Map<Sized, Prompt.Scan> scans = new HashMap<>();
    private final Map<List<Object>, Prefix> prefixes = new LinkedHashMap<>();

    StudyPrompts(Configuration model, ModelPredictor.Shown shown) {
        this.tensors = new ModelTensors(model.vision());
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
        int depth = tensors.depth(stored);
        var parts = new ArrayList<Object>();
        for (var segment : context) {
            switch (segment) {
                case Segment.Text(var text) -> {
                    boolean meets = !parts.isEmpty() && parts.getLast() instanceof String;
                    boolean apart = meets && !Character.isWhitespace(text.charAt(0));
                    parts.add(apart ? " " + text : text);
                }
                case Segment.Scan(int number) -> {
                    if (shown != ModelPredictor.Shown.NONE) {
                        var array = arrays.computeIfAbsent(stored.get(number), it -> it);
                        parts.add(new Sized(array, depth));
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
        var shape = sized.array().height() + "x" + sized.array().width() + "x" + sized.depth();
        return shown == ModelPredictor.Shown.GREY
                ? new Prompt.Scan(tensors.grey(sized.array(), sized.depth()), "grey, " + shape)
                : new Prompt.Scan(
                        tensors.of(sized.array(), sized.depth()),
                        digest(sized.array()) + ", " + shape);
    }

    private static String digest(Npy.Array array) {
        var digest = Digests.newSha256();
        for (var part : array.file()) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The same scan may stand in samples of other depths.
    private record Sized(Npy.Array array, int depth) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Sized it && array == it.array && depth == it.depth;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(array) * 31 + depth;
        }
    }
}
