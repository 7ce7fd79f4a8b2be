// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import io.radfm.training.train.TrainingPlan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What lies beside the weights and says how they came to be: `README.md` for people,
/// `training.json` for programs, `curves.svg`. None of them holds a sample's text.
final class ModelCard {
    private static final int LAST_STEPS = 50;

    private ModelCard() {}

    /// @param modelName what the model calls itself
    /// @param samples of the train split that the stage uses
    /// @param parameters of the model
    /// @param trained numbers that were trained
    record Facts(
            String modelName,
            String version,
            String notice,
            RunFolder.Run run,
            long samples,
            long validationSamples,
            long leftOut,
            long parameters,
            long trained) {}

    static Map<String, byte[]> documents(Facts facts, History history) throws IOException {
        var documents = new LinkedHashMap<String, byte[]>();
        documents.put("README.md", readme(facts, history).getBytes(StandardCharsets.UTF_8));
        documents.put(
                "training.json", RunFolder.JSON.writeValueAsBytes(provenance(facts, history)));
        documents.put("curves.svg", Curves.svg(history).getBytes(StandardCharsets.UTF_8));
        return documents;
    }

    private static Map<String, Object> provenance(Facts facts, History history) {
        var json = new LinkedHashMap<String, Object>();
        json.put("plan", facts.run().plan());
        json.put("dataSet", facts.run().dataHash());
        json.put("startedFrom", facts.run().weights());
        json.put("samples", facts.samples());
        json.put("leftOut", facts.leftOut());
        json.put("trainLoss", history.recent(LAST_STEPS));
        json.put("validation", history.looks());
        return json;
    }

    private static String readme(Facts facts, History history) {
        var plan = facts.run().plan();
        var text = new StringBuilder();
        text.append("# ").append(facts.modelName()).append(' ').append(facts.version());
        text.append("\n\nNot for clinical use. ").append(facts.notice()).append("\n\n");
        text.append("![loss](curves.svg)\n\n| | |\n|---|---|\n");
        row(text, "stage", stage(plan.stage()));
        row(text, "data set", "`" + facts.run().dataHash() + "`");
        row(text, "samples trained on", grouped(facts.samples()));
        row(text, "left out, too long", grouped(facts.leftOut()));
        row(text, "started from weights", "`" + facts.run().weights() + "`");
        row(text, "parameters", grouped(facts.parameters()));
        row(text, "trained", grouped(facts.trained()) + adapted(plan));
        row(
                text,
                "steps",
                "%d of %d x %d samples".formatted(plan.steps(), plan.accumulate(), plan.batch()));
        row(text, "optimiser", optimiser(plan));
        row(text, "seed", Long.toString(plan.seed()));
        row(text, "loss, last " + LAST_STEPS + " steps", number(history.recent(LAST_STEPS)));
        text.append(
                "\nThe loss is that of the tokens of the answers, those of medical terms three"
                        + " times as heavy; of interleaved texts that of all their tokens.\n");
        if (!history.looks().isEmpty()) {
            text.append("\n## Validation\n\n");
            text.append("Loss of samples of patients that were not trained on, and how many");
            text.append(" generated answers were word for word the wanted ones.\n\n");
            text.append("| step | loss | right |\n|---|---|---|\n");
            for (var look : history.looks()) {
                text.append(
                        "| %d | %s | %d of %d |\n"
                                .formatted(
                                        look.step(),
                                        number(look.loss()),
                                        look.right(),
                                        look.asked()));
            }
        }
        return text.append("\n`training.json` has the same for programs.\n").toString();
    }

    private static String stage(int stage) {
        return stage == 1
                ? "1: all samples, interleaved texts included"
                : "2: questions and answers about radiology";
    }

    private static String adapted(TrainingPlan plan) {
        return plan.loraRank() == 0
                ? ""
                : ", the language model by matrices of rank %d, merged".formatted(plan.loraRank());
    }

    private static String optimiser(TrainingPlan plan) {
        return "AdamW (%s, %s), rate %s after %d steps, then a cosine to %s of it, decay %s, norm at most %s"
                .formatted(
                        plan.beta1(),
                        plan.beta2(),
                        plan.rate(),
                        plan.warmUp(),
                        plan.floor(),
                        plan.decay(),
                        plan.clip());
    }

    private static void row(StringBuilder text, String what, String value) {
        text.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
