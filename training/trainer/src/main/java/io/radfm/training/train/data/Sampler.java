// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// The order of batches: endless, epoch after epoch, each example once in an epoch. A batch holds
/// examples of one kind, so never pictures and volumes, and of about one length, so that little is
/// padded. The batch at a position is a matter of the seed and that position alone.
///
/// ```
/// examples ─ by kind ─ bundles (same study, at most `share`) ─ shuffled
///          ─ windows of 16 batches ─ sorted by length ─ cut ─ all batches shuffled
/// ```
public final class Sampler {
    private static final int WINDOW = 16;

    private final List<List<Example>> kinds;
    private final int batch;
    private final int share;
    private final long seed;
    private final int batchesInEpoch;
    private long epoch = -1;
    private List<List<Example>> order = List.of();

    /// @param batch examples in a batch; the last of a kind may have fewer
    /// @param share how many examples about the same study stand together, so that their scans are
    ///   encoded once
    public Sampler(List<Example> examples, int batch, int share, long seed) {
        if (examples.isEmpty() || batch < 1 || share < 1) {
            throw new IllegalArgumentException(
                    "%d examples in batches of %d".formatted(examples.size(), batch));
        }
        var byKind = new TreeMap<Example.Kind, List<Example>>();
        for (var example : examples) {
            byKind.computeIfAbsent(example.kind(), _ -> new ArrayList<>()).add(example);
        }
        this.kinds = List.copyOf(byKind.values());
        this.batch = batch;
        this.share = Math.min(share, batch);
        this.seed = seed;
        this.batchesInEpoch = kinds.stream().mapToInt(it -> Math.ceilDiv(it.size(), batch)).sum();
    }

    public int batchesInEpoch() {
        return batchesInEpoch;
    }

    /// The examples of the batch at this position, from 0.
    public List<Example> batch(long position) {
        long wanted = position / batchesInEpoch;
        if (wanted != epoch) {
            order = order(new Random(seed * 0x9E3779B97F4A7C15L + wanted));
            epoch = wanted;
        }
        return order.get((int) (position % batchesInEpoch));
    }

    private List<List<Example>> order(Random random) {
        var batches = new ArrayList<List<Example>>();
        for (var kind : kinds) {
            var left = new ArrayList<Example>();
            var window = new ArrayList<List<Example>>();
            int examples = 0;
            for (var bundle : bundles(kind, random)) {
                window.add(bundle);
                examples += bundle.size();
                if (examples >= WINDOW * batch) {
                    cut(window, left, batches);
                    window.clear();
                    examples = 0;
                }
            }
            cut(window, left, batches);
            if (!left.isEmpty()) {
                batches.add(List.copyOf(left));
            }
        }
        shuffle(batches, random);
        return batches;
    }

    /// Those of a study in bundles, the bundles in random order.
    private List<List<Example>> bundles(List<Example> kind, Random random) {
        var studies = new LinkedHashMap<String, List<Example>>();
        for (var example : kind) {
            studies.computeIfAbsent(example.place().sample().study(), _ -> new ArrayList<>())
                    .add(example);
        }
        var bundles = new ArrayList<List<Example>>();
        for (var study : studies.values()) {
            shuffle(study, random);
            for (int from = 0; from < study.size(); from += share) {
                bundles.add(study.subList(from, Math.min(from + share, study.size())));
            }
        }
        shuffle(bundles, random);
        return bundles;
    }

    /// Cuts a window into full batches, bundles of about one length together. What is left waits
    /// for the next window.
    private void cut(List<List<Example>> window, List<Example> left, List<List<Example>> batches) {
        window.stream().sorted(Comparator.comparingInt(Sampler::longest)).forEach(left::addAll);
        int from = 0;
        for (; from + batch <= left.size(); from += batch) {
            batches.add(List.copyOf(left.subList(from, from + batch)));
        }
        left.subList(0, from).clear();
    }

    private static int longest(List<Example> bundle) {
        return bundle.stream().mapToInt(Example::length).max().orElse(0);
    }

    private static <T> void shuffle(List<T> list, Random random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var moved = list.get(i);
            list.set(i, list.get(j));
            list.set(j, moved);
        }
    }
}
