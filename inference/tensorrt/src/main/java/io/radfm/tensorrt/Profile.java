// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.Configuration;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.graph.DecoderGraph;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.graph.VisionGraph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which shapes an engine is made for: for each input whose shape is free, the least, the usual and
/// the most. TensorRT chooses its kernels for the usual one.
record Profile(String name, Map<String, Range> inputs) {
    /// Depth that the depth rule never goes beyond.
    private static final int DEEPEST = 64;

    record Range(List<Long> min, List<Long> opt, List<Long> max) {
        Range {
            if (min.size() != opt.size() || opt.size() != max.size()) {
                throw new IllegalArgumentException(
                        "shapes of %s, %s and %s".formatted(min, opt, max));
            }
            for (int i = 0; i < min.size(); i++) {
                if (min.get(i) < 0 || min.get(i) > opt.get(i) || opt.get(i) > max.get(i)) {
                    throw new IllegalArgumentException(
                            "%s, %s and %s do not ascend".formatted(min, opt, max));
                }
            }
        }

        boolean holds(long[] shape) {
            if (shape.length != min.size()) {
                return false;
            }
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < min.get(i) || shape[i] > max.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Whether a run on these shapes is one of this profile's. Inputs it does not name are free.
    boolean holds(Map<String, long[]> shapes) {
        return inputs.entrySet().stream()
                .allMatch(
                        it ->
                                !shapes.containsKey(it.getKey())
                                        || it.getValue().holds(shapes.get(it.getKey())));
    }

    /// One step of up to all slots, and a piece of one prompt.
    static List<Profile> decoder(CacheLayout cache, int piece) {
        return List.of(decoder("step", cache, cache.slots(), 1), decoder("piece", cache, 1, piece));
    }

    private static Profile decoder(String name, CacheLayout cache, int batch, int length) {
        long hidden = cache.size().hiddenSize();
        long rows = (long) batch * length;
        long usual = length == 1 ? 1 : Math.min(rows, 128);
        var inputs = new LinkedHashMap<String, Range>();
        inputs.put(
                DecoderGraph.EMBEDDINGS,
                range(List.of(1L, hidden), List.of(usual, hidden), List.of(rows, hidden)));
        inputs.put(DecoderGraph.ROWS, range(List.of(1L), List.of(1L), List.of(rows)));
        inputs.put(
                StandardDecoderGraph.POSITIONS,
                range(List.of(1L, 1L), List.of(1L, usual), List.of((long) batch, (long) length)));
        for (int i = 0; i < cache.size().numHiddenLayers(); i++) {
            inputs.put(DecoderGraph.pastKey(i), slots(cache, batch));
            inputs.put(DecoderGraph.pastValue(i), slots(cache, batch));
        }
        return new Profile(name, inputs);
    }

    private static Range slots(CacheLayout cache, int batch) {
        return range(slots(cache, 1L), slots(cache, 1L), slots(cache, (long) batch));
    }

    private static List<Long> slots(CacheLayout cache, long count) {
        return List.of(
                count,
                (long) cache.size().numAttentionHeads(),
                (long) cache.capacity(),
                (long) cache.size().headDim());
    }

    /// Scans from one patch to the largest that the preparation makes.
    static List<Profile> vision(Configuration.Vision sizes) {
        long patch = sizes.patchSize();
        long thin = sizes.framePatchSize();
        long side = sizes.imageSize();
        long deep = Math.max(thin, Math.min(sizes.frames(), DEEPEST));
        long half = Math.max(patch, side / 2 / patch * patch);
        var image =
                range(
                        List.of(1L, patch, patch, thin),
                        List.of(1L, half, half, deep),
                        List.of((long) sizes.channels(), side, side, deep));
        return List.of(new Profile("scan", Map.of(VisionGraph.IMAGE, image)));
    }

    /// The shapes as `trtexec` takes them: `image:1x32x32x4,other:3`.
    static Map<String, List<Long>> parse(String text) {
        var shapes = new LinkedHashMap<String, List<Long>>();
        for (var one : text.split(",", -1)) {
            int colon = one.lastIndexOf(':');
            if (colon < 1 || !one.substring(colon + 1).matches("\\d{1,18}(x\\d{1,18})*")) {
                throw new IllegalArgumentException("no shape: " + one);
            }
            var lengths = new ArrayList<Long>();
            for (var length : one.substring(colon + 1).split("x")) {
                lengths.add(Long.parseLong(length));
            }
            shapes.put(one.substring(0, colon).strip(), lengths);
        }
        return shapes;
    }

    /// A profile of such texts, each of which names the same inputs.
    static Profile of(String min, String opt, String max) {
        var least = parse(min);
        var usual = parse(opt);
        var most = parse(max);
        if (!least.keySet().equals(usual.keySet()) || !usual.keySet().equals(most.keySet())) {
            throw new IllegalArgumentException(
                    "inputs %s, %s and %s"
                            .formatted(least.keySet(), usual.keySet(), most.keySet()));
        }
        var inputs = new LinkedHashMap<String, Range>();
        least.forEach(
                (name, shape) -> inputs.put(name, range(shape, usual.get(name), most.get(name))));
        return new Profile("given", inputs);
    }

    private static Range range(List<Long> min, List<Long> opt, List<Long> max) {
        return new Range(min, opt, max);
    }

    /// The same text for the same profile.
    @Override
    public String toString() {
        return name + new TreeMap<>(inputs);
    }
}
