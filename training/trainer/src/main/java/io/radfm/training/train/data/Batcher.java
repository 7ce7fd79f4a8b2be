// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.model.Configuration;
import io.radfm.preparation.ModelInput;
import io.radfm.preparation.SampleSize;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.MalformedDataSet;
import io.radfm.training.sample.Npy;
import io.radfm.training.train.block.Batch;
import io.radfm.training.train.block.Scans;
import io.radfm.training.train.block.Torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes batches of examples: reads their scans, each distinct one of a study once, cuts them into
/// patches and pads the texts to the longest.
///
/// Each example counts as much as any other, however long its answer: its weights are divided by
/// their sum. The authors' batches of one sample a device do the same; and a yes is not drowned by
/// a report.
///
/// A batch's patches lie in memory that the next batch is written to: one batch at a time.
public final class Batcher {
    private final DataSet data;
    private final Configuration configuration;
    private final ModelInput input;
    private final List<ByteBuffer> memory = new ArrayList<>();

    public Batcher(DataSet data, Configuration configuration) {
        var vision = configuration.vision();
        this.data = data;
        this.configuration = configuration;
        this.input = ModelInput.of(vision.imageSize(), vision.frames(), vision.framePatchSize());
    }

    /// A scan as it is to be encoded, and its number in the batch.
    private static final class View {
        private final Npy.Array scan;
        private final Size size;
        private int number;

        View(Npy.Array scan, Size size) {
            this.scan = scan;
            this.size = size;
        }

        boolean shows(Npy.Array other, Size otherSize) {
            return size.equals(otherSize) && scan.equals(other);
        }
    }

    /// What is encoded in one go.
    private record Size(int high, int wide, int deep, boolean grey, boolean flat) {}

    public Batch of(List<Example> examples) throws IOException {
        var shown = new ArrayList<View[]>();
        var known = new HashMap<String, List<View>>();
        var groups = new LinkedHashMap<Size, List<View>>();
        for (var example : examples) {
            shown.add(views(example, known, groups));
        }
        var scans = new ArrayList<Scans>();
        int number = 0;
        for (var group : groups.entrySet()) {
            for (var view : group.getValue()) {
                view.number = number++;
            }
            scans.add(scans(group.getKey(), group.getValue(), scans.size()));
        }
        return texts(examples, shown, scans);
    }

    /// The scans of an example, those of its study that are equal as one.
    private View[] views(
            Example example, Map<String, List<View>> known, Map<Size, List<View>> groups)
            throws IOException {
        var scans = example.kind().scans() == 0 ? List.<Npy.Array>of() : stored(example);
        int deep = deep(example, scans);
        var study = example.place().sample().study();
        var ofStudy = known.computeIfAbsent(study, _ -> new ArrayList<>());
        var views = new View[scans.size()];
        for (int i = 0; i < views.length; i++) {
            var scan = scans.get(i);
            var size = size(scan, deep);
            var same = ofStudy.stream().filter(it -> it.shows(scan, size)).findFirst();
            views[i] = same.orElseGet(() -> new View(scan, size));
            if (same.isEmpty()) {
                ofStudy.add(views[i]);
                groups.computeIfAbsent(size, _ -> new ArrayList<>()).add(views[i]);
            }
        }
        return views;
    }

    private List<Npy.Array> stored(Example example) throws IOException {
        return data.at(example.place()).scans();
    }

    /// The depth rule, in patches: all scans of a sample share one depth.
    private int deep(Example example, List<Npy.Array> scans) {
        if (scans.isEmpty()) {
            return 1;
        }
        var depths = scans.stream().map(Npy.Array::depth).toList();
        int depth = SampleSize.of(depths, example.kind().volumes(), input).depth();
        return depth / configuration.vision().framePatchSize();
    }

    private Size size(Npy.Array scan, int deep) throws MalformedDataSet {
        var vision = configuration.vision();
        int patch = vision.patchSize();
        int most = vision.imageSize();
        if (scan.height() % patch != 0
                || scan.width() % patch != 0
                || scan.height() > most
                || scan.width() > most) {
            throw new MalformedDataSet(
                    "a scan of %dx%d: this model takes multiples of %d up to %d; replay the data"
                                    .formatted(scan.height(), scan.width(), patch, most)
                            + " with --image-size "
                            + most);
        }
        return new Size(
                scan.height() / patch,
                scan.width() / patch,
                deep,
                scan.channels() == 1,
                scan.depth() == 1 && deep == 1);
    }

    private Scans scans(Size size, List<View> views, int group) {
        var vision = configuration.vision();
        int slices = size.flat() ? 1 : vision.framePatchSize();
        int length =
                vision.patchSize()
                        * vision.patchSize()
                        * slices
                        * (size.grey() ? 1 : vision.channels());
        long floats = (long) views.size() * size.high() * size.wide() * size.deep() * length;
        var bytes = memory(group, Math.multiplyExact(floats, Float.BYTES));
        var target = bytes.asFloatBuffer();
        for (var view : views) {
            int depth = size.deep() * vision.framePatchSize();
            int[] kept = SampleSize.kept(view.scan.depth(), depth, input);
            new Patches(vision, view.scan, kept, size.flat()).put(target);
        }
        return new Scans(
                views.size(),
                size.high(),
                size.wide(),
                size.deep(),
                size.grey(),
                size.flat(),
                bytes);
    }

    /// Memory of each group, kept from batch to batch.
    private ByteBuffer memory(int group, long bytes) {
        if (group == memory.size()) {
            memory.add(Torch.allocate(bytes));
        } else if (memory.get(group).capacity() < bytes) {
            memory.set(group, Torch.allocate(bytes));
        }
        return memory.get(group).slice(0, Math.toIntExact(bytes)).order(memory.get(group).order());
    }

    private Batch texts(List<Example> examples, List<View[]> shown, List<Scans> scans) {
        var language = configuration.language();
        int length = examples.stream().mapToInt(Example::length).max().orElseThrow() - 1;
        var ids = new long[examples.size() * length];
        Arrays.fill(ids, language.padTokenId());
        int count = 0;
        var asked = new long[ids.length];
        var targets = new long[ids.length];
        var weights = new float[ids.length];
        for (int row = 0; row < examples.size(); row++) {
            var example = examples.get(row);
            float whole = sum(example.weights());
            for (int i = 0; i + 1 < example.length(); i++) {
                ids[row * length + i] = numbered(example.ids()[i], shown.get(row));
                float weight = example.weights()[i + 1];
                if (weight > 0) {
                    asked[count] = (long) row * length + i;
                    targets[count] = example.ids()[i + 1];
                    weights[count++] = weight / whole;
                }
            }
        }
        return new Batch(
                scans,
                examples.size(),
                length,
                ids,
                Arrays.copyOf(asked, count),
                Arrays.copyOf(targets, count),
                Arrays.copyOf(weights, count));
    }

    private static float sum(float[] weights) {
        float sum = 0;
        for (int i = 1; i < weights.length; i++) { // nothing predicts the first
            sum += weights[i];
        }
        return sum;
    }

    /// A token with its scan's number in the sample replaced by that in the batch.
    private long numbered(int id, View[] views) {
        int first = configuration.language().vocabSize() + 2;
        if (id < first) {
            return id;
        }
        int latents = configuration.perceiver().numLatents();
        int scan = (id - first) / latents;
        return first + (long) latents * views[scan].number + (id - first) % latents;
    }
}
