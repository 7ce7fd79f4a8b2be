// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.evaluate.predict.Answers.Said;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Item;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Always the answer that is most frequent for this task, label, choice of options and modality
/// (except where the modality is asked for). It counts the very answers it is tested with: what
/// sees no image cannot easily do better.
public final class MostFrequent implements Predictor {
    @Override
    public String name() {
        return "most frequent answer";
    }

    @Override
    public Contestant.Kind kind() {
        return Contestant.Kind.BASELINE;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("counts", "the answers of the questions themselves");
    }

    @Override
    public Answers answer(List<Place> questions, Progress progress) {
        return of(questions.stream().map(place -> Item.of(place.sample())).toList());
    }

    public static Answers of(List<Item> items) {
        var counts = new HashMap<List<Object>, Map<String, Integer>>();
        for (var item : items) {
            counts.computeIfAbsent(kind(item), _ -> new TreeMap<>())
                    .merge(item.reference(), 1, Integer::sum);
        }
        var said = new ArrayList<Optional<Said>>();
        for (var item : items) {
            var most =
                    counts.get(kind(item)).entrySet().stream()
                            .max(Comparator.comparingInt(Map.Entry::getValue))
                            .orElseThrow();
            said.add(Optional.of(new Said(most.getKey(), OptionalDouble.empty())));
        }
        return Answers.of(items, said);
    }

    private static List<Object> kind(Item item) {
        var modality = item.task() == Task.MODALITY ? "" : item.modality();
        return List.of(item.task(), item.label(), item.options(), modality);
    }
}
