// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a run has gone: one line for every step, and one for every look at the validation split. As
/// text: `train STEP LOSS RATE NORM` and `validation STEP LOSS RIGHT ASKED`.
final class History {
    private static final int FIELDS = 5;

    /// @param step from 1
    /// @param loss of the samples of this step, per weight
    record Step(long step, double loss, double rate, double norm) {}

    /// @param right generated answers that were the wanted ones, of `asked`
    record Look(long step, double loss, int right, int asked) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    void add(Step step) {
        steps.add(step);
    }

    void add(Look look) {
        looks.add(look);
    }

    List<Step> steps() {
        return steps;
    }

    List<Look> looks() {
        return looks;
    }

    /// The mean loss of the last so many steps.
    double recent(int count) {
        return steps.subList(Math.max(0, steps.size() - count), steps.size()).stream()
                .mapToDouble(Step::loss)
                .average()
                .orElse(Double.NaN);
    }

    void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        for (var it : steps) {
            lines.add("train %d %s %s %s".formatted(it.step(), it.loss(), it.rate(), it.norm()));
        }
        for (var it : looks) {
            lines.add(
                    "validation %d %s %d %d"
                            .formatted(it.step(), it.loss(), it.right(), it.asked()));
        }
        Files.write(file, lines);
    }

    static History read(Path file) throws IOException {
        var history = new History();
        for (var line : Files.readAllLines(file)) {
            var words = line.split(" ");
            try {
                if (words.length != FIELDS) {
                    throw new IOException(file + ": not a line of a history");
                }
                long step = Long.parseLong(words[1]);
                double loss = Double.parseDouble(words[2]);
                if (words[0].equals("train")) {
                    double rate = Double.parseDouble(words[3]);
                    history.add(new Step(step, loss, rate, Double.parseDouble(words[4])));
                } else {
                    int right = Integer.parseInt(words[3]);
                    history.add(new Look(step, loss, right, Integer.parseInt(words[4])));
                }
            } catch (NumberFormatException e) {
                throw new IOException(file + ": not a line of a history", e);
            }
        }
        return history;
    }
}
