// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import ai.djl.ndarray.NDManager;

import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.training.sample.Task;
import io.radfm.training.train.TrainingPlan;
import io.radfm.training.train.block.RadFmBlock;
import io.radfm.training.train.data.Batcher;
import io.radfm.training.train.data.Example;
import io.radfm.training.train.data.Sampler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Looks at the validation split: the loss of some samples, always the same, and the answers that
/// are generated for a few of them, the tasks in turn. What was asked and answered is written to
/// the run folder and nowhere else.
final class Looks {
    private final Map<Task, List<List<Example>>> batches = new EnumMap<>(Task.class);
    private final List<Example> asked;
    private final RadFmBlock model;
    private final Batcher batcher;
    private final Greedy greedy;
    private final BytePairTokenizer words;
    private final Path samples;

    Looks(
            List<Example> split,
            TrainingPlan plan,
            RadFmBlock model,
            Batcher batcher,
            Greedy greedy,
            BytePairTokenizer words,
            Path samples) {
        this.model = model;
        this.batcher = batcher;
        this.greedy = greedy;
        this.words = words;
        this.samples = samples;
        var chosen = chosen(split, plan.validation());
        this.asked = inTurn(chosen, plan.generated());
        byTask(chosen)
                .forEach(
                        (task, examples) -> {
                            var sampler = new Sampler(examples, plan.batch(), plan.share(), 0);
                            batches.put(
                                    task,
                                    IntStream.range(0, sampler.batchesInEpoch())
                                            .mapToObj(sampler::batch)
                                            .toList());
                        });
    }

    /// @param losses of each task by itself
    record Seen(History.Look look, Map<Task, Double> losses) {}

    private static Map<Task, List<Example>> byTask(List<Example> examples) {
        var tasks = new EnumMap<Task, List<Example>>(Task.class);
        for (var example : examples) {
            tasks.computeIfAbsent(example.place().sample().task(), _ -> new ArrayList<>())
                    .add(example);
        }
        return tasks;
    }

    private static List<Example> chosen(List<Example> split, int count) {
        var shuffled = new ArrayList<>(split);
        var random = new Random(0);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            var moved = shuffled.get(i);
            int j = random.nextInt(i + 1);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, moved);
        }
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    /// One of each task, then a second of each, and so on.
    private static List<Example> inTurn(List<Example> from, int count) {
        var tasks = byTask(from);
        tasks.remove(Task.INTERLEAVED);
        var chosen = new ArrayList<Example>();
        for (int round = 0; chosen.size() < count; round++) {
            int before = chosen.size();
            for (var task : tasks.values()) {
                if (round < task.size() && chosen.size() < count) {
                    chosen.add(task.get(round));
                }
            }
            if (chosen.size() == before) {
                break;
            }
        }
        return chosen;
    }

    /// @return empty when there is nothing to look at
    Optional<Seen> look(NDManager manager, long step) throws IOException {
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        double sum = 0;
        double weight = 0;
        var losses = new EnumMap<Task, Double>(Task.class);
        for (var task : batches.entrySet()) {
            double ofTask = 0;
            double weightOfTask = 0;
            for (var examples : task.getValue()) {
                try (var scratch = manager.newSubManager()) {
                    var batch = batcher.of(examples);
                    ofTask += model.loss(scratch, batch).getFloat();
                    weightOfTask += batch.weight();
                }
            }
            losses.put(task.getKey(), ofTask / weightOfTask);
            sum += ofTask;
            weight += weightOfTask;
        }
        int right = 0;
        var text = new StringBuilder();
        for (var example : asked) {
            var sample = example.place().sample();
            var answer = words.decode(greedy.answer(manager, example)).strip();
            right += answer.equals(sample.answer().strip()) ? 1 : 0;
            text.append(
                    "step %d  %s %s%n  Q %s%n  A %s%n  > %s%n"
                            .formatted(
                                    step,
                                    sample.task().text(),
                                    sample.key(),
                                    sample.question(),
                                    sample.answer(),
                                    answer));
        }
        Files.writeString(samples, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        var look = new History.Look(step, sum / weight, right, asked.size());
        return Optional.of(new Seen(look, losses));
    }
}
