// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.model.EngineOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.RadFm;
import io.radfm.training.evaluate.calibrate.CalibrationFile;
import io.radfm.training.evaluate.calibrate.CalibrationFit;
import io.radfm.training.evaluate.metrics.TermList;
import io.radfm.training.evaluate.page.EvaluationTree;
import io.radfm.training.evaluate.page.HtmlPage;
import io.radfm.training.evaluate.page.TerminalTable;
import io.radfm.training.evaluate.predict.Answers;
import io.radfm.training.evaluate.predict.Endpoint;
import io.radfm.training.evaluate.predict.EndpointPredictor;
import io.radfm.training.evaluate.predict.FilePredictor;
import io.radfm.training.evaluate.predict.ModelPredictor;
import io.radfm.training.evaluate.predict.MostFrequent;
import io.radfm.training.evaluate.predict.PredictionsFile;
import io.radfm.training.evaluate.predict.Predictor;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Gate;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.evaluate.score.Scoring;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `./radfm evaluate`: RadBench for models, endpoints and predictions, side by side.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Scores models on RadBench's five tasks, beside others and beside baselines that see"
                    + " nothing.",
            "Exit status 2 when a data set, a model, a file or an endpoint cannot be used."
        })
public final class Evaluate implements Callable<Integer> {
    private static final int WORSE = 1;
    private static final int FAILED = 2;
    private static final String KEY_VARIABLE = "RADFM_ENDPOINT_KEY";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "A data set, as replay writes it.")
    private Path data;

    @Option(
            names = "--split",
            paramLabel = "train|validation|test",
            description = "Default: test; validation with --fit-calibration.")
    private String split = "";

    @Option(names = "--model", arity = "1", paramLabel = "DIR", description = "Model directories.")
    private List<Path> models = List.of();

    @Option(
            names = "--predictions",
            arity = "1",
            paramLabel = "FILE",
            description =
                    "CSV files with the columns Question, Ground Truth, Pred, belong_to. Without"
                            + " --data, their rows are the questions.")
    private List<Path> files = List.of();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "An OpenAI-compatible server, for example http://127.0.0.1:8000/v1. It is sent"
                            + " the texts and images of the data set. A key is taken from the"
                            + " variable RADFM_ENDPOINT_KEY.")
    private URI endpoint;

    @Option(
            names = "--endpoint-model",
            paramLabel = "NAME",
            description = "The model's name there; may be given several times.")
    private List<String> endpointModels = List.of();

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "TASK",
            description = "Only these tasks; default: all.")
    private List<String> tasks = List.of();

    @Option(names = "--limit", defaultValue = "1000000", description = "Questions at most.")
    private int limit;

    @Option(
            names = "--no-image",
            defaultValue = "grey",
            paramLabel = "grey|none|off",
            description = "What each model is shown for the baseline that sees nothing.")
    private String noImage;

    @Option(names = "--max-new-tokens", defaultValue = "200", description = "Of each answer.")
    private int maxNewTokens;

    @Option(names = "--threads", description = "Default: all cores.")
    private int threads = EngineOptions.defaults().threads();

    @Option(
            names = "--terms",
            paramLabel = "FILE",
            description = "Medical terms, one a line: `name | other spelling`.")
    private Path terms;

    @Option(names = "--bootstrap", defaultValue = "1000", description = "Draws; 0: no intervals.")
    private int draws;

    @Option(names = "--seed", defaultValue = "1", description = "Of the bootstrap.")
    private long seed;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write all predictions.")
    private Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with figures.")
    private Path html;

    @Option(
            names = "--gate",
            description =
                    "Exit status 1 unless the first model is at least as good as every other: by"
                            + " the mean of one number a task.")
    private boolean gate;

    @Option(
            names = "--fit-calibration",
            description =
                    "Fit the probabilities of yes of each model to the split, and write"
                            + " calibration.json into its directory; scores nothing.")
    private boolean fitCalibration;

    @Override
    public Integer call() throws Exception {
        try {
            if (fitCalibration) {
                fit();
                return 0;
            }
            var evaluation = data == null ? alone() : compared();
            show(evaluation);
            return !gate || passes(evaluation) ? 0 : WORSE;
        } catch (FileSystemException e) {
            var why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            return failed(e.getFile() + ": " + why);
        } catch (IOException | ModelFailure e) {
            return failed(e.getMessage());
        }
    }

    /// Predictions that bring their own questions.
    private Evaluation alone() throws IOException {
        if (!models.isEmpty() || endpoint != null) {
            throw usage("--model and --endpoint need --data");
        }
        if (files.isEmpty()) {
            throw usage("Nothing to evaluate: --data and --model, --predictions or --endpoint");
        }
        var scoring = scoring();
        var contestants = new ArrayList<Contestant>();
        for (var file : files) {
            for (var predictor : FilePredictor.of(file)) {
                contestants.add(Benchmark.scored(scoring, predictor, predictor.alone()));
            }
        }
        return new Evaluation(Benchmark.facts(scoring), contestants);
    }

    private Evaluation compared() throws IOException, InterruptedException {
        if (models.isEmpty() && files.isEmpty() && endpoint == null) {
            throw usage("Nothing to evaluate: --model, --predictions or --endpoint");
        }
        var benchmark = benchmark(Split.TEST, tasks());
        var predictors = predictors(benchmark.data());
        var contestants = new ArrayList<Contestant>();
        try (var written = csv == null ? null : PredictionsFile.create(csv)) {
            for (var model : models) {
                try (var loaded = RadFm.load(model, options())) {
                    for (var shown : shown()) {
                        contestants.add(
                                ask(
                                        benchmark,
                                        new ModelPredictor(
                                                loaded,
                                                benchmark.data(),
                                                shown,
                                                maxNewTokens,
                                                true),
                                        written));
                    }
                }
            }
            for (var predictor : predictors) {
                contestants.add(ask(benchmark, predictor, written));
            }
            contestants.add(ask(benchmark, new MostFrequent(), written));
        }
        return new Evaluation(benchmark.facts(), contestants);
    }

    /// Those that need no loading; wrong files and addresses are told before a model works for
    /// hours.
    private List<Predictor> predictors(DataSet dataSet) throws IOException {
        var predictors = new ArrayList<Predictor>();
        for (var file : files) {
            predictors.addAll(FilePredictor.of(file));
        }
        if (endpoint != null && endpointModels.isEmpty()) {
            throw usage("--endpoint needs --endpoint-model");
        }
        if (endpoint == null && !endpointModels.isEmpty()) {
            throw usage("--endpoint-model needs --endpoint");
        }
        var key = Optional.ofNullable(System.getenv(KEY_VARIABLE));
        for (var name : endpointModels) {
            predictors.add(
                    new EndpointPredictor(
                            checked(() -> Endpoint.of(endpoint, name, key, maxNewTokens)),
                            dataSet));
        }
        return predictors;
    }

    private Contestant ask(Benchmark benchmark, Predictor predictor, PredictionsFile written)
            throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        Answers answers;
        try (var progress = new ProgressLine(err, predictor.name(), benchmark.questions().size())) {
            answers = predictor.answer(benchmark.questions(), progress);
        }
        if (written != null) {
            written.write(predictor.name(), answers.predictions());
        }
        return benchmark.scored(predictor, answers);
    }

    private void show(Evaluation evaluation) throws IOException {
        if (html != null) {
            Files.writeString(html, HtmlPage.of(evaluation));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(EvaluationTree.of(evaluation)));
            out.flush();
        } else {
            int width = spec.usageMessage().width();
            new TerminalTable(out, width).print(evaluation);
        }
    }

    /// Says why, beside what is printed for scripts.
    private boolean passes(Evaluation evaluation) {
        var verdict = checked(() -> Gate.of(evaluation));
        var err = spec.commandLine().getErr();
        verdict.reasons().forEach(err::println);
        err.flush();
        return verdict.passed();
    }

    private void fit() throws IOException, InterruptedException {
        if (data == null || models.isEmpty()) {
            throw usage("--fit-calibration needs --data and --model");
        }
        var benchmark = benchmark(Split.VALIDATION, EnumSet.of(Task.DIAGNOSIS));
        for (var directory : models) {
            List<Prediction> answers;
            try (var model = RadFm.load(directory, options());
                    var progress =
                            new ProgressLine(
                                    spec.commandLine().getErr(),
                                    model.description().name(),
                                    benchmark.questions().size())) {
                var predictor =
                        new ModelPredictor(
                                model,
                                benchmark.data(),
                                ModelPredictor.Shown.SCANS,
                                1, // the first token tells the probability
                                false);
                answers = predictor.answer(benchmark.questions(), progress).predictions();
            }
            var fit =
                    CalibrationFit.of(answers)
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "too few diagnoses with a probability to fit"
                                                            + " to"));
            CalibrationFile.write(directory, fit.calibration());
            tell(directory, fit);
        }
    }

    private void tell(Path directory, CalibrationFit fit) {
        var out = spec.commandLine().getOut();
        out.println(
                String.format(
                        Locale.ROOT,
                        "%s: fitted to %d answers, %d labels with a curve of their own; expected"
                                + " calibration error %.3f before, %.3f after (each half of the"
                                + " patients by a fit to the other)",
                        directory,
                        fit.answers(),
                        fit.calibration().labels().size(),
                        fit.before(),
                        fit.after()));
        out.flush();
    }

    private Benchmark benchmark(Split usual, EnumSet<Task> of) throws IOException {
        var named = split.isEmpty() ? usual : checked(() -> Split.named(split));
        if (limit < 1 || maxNewTokens < 1) {
            throw usage("--limit and --max-new-tokens must be at least 1");
        }
        var benchmark = Benchmark.of(DataSet.open(data), named, limit, of, scoring());
        if (benchmark.questions().isEmpty()) {
            throw new IOException("split " + named.text() + " has no such question");
        }
        return benchmark;
    }

    private Scoring scoring() throws IOException {
        var list = terms == null ? TermList.shipped() : TermList.read(terms);
        return checked(() -> Benchmark.scoring(list, draws, seed));
    }

    private EnumSet<Task> tasks() {
        var chosen = EnumSet.noneOf(Task.class);
        tasks.forEach(name -> chosen.add(checked(() -> Task.named(name))));
        return tasks.isEmpty() ? EnumSet.allOf(Task.class) : chosen;
    }

    private List<ModelPredictor.Shown> shown() {
        return switch (noImage) {
            case "off" -> List.of(ModelPredictor.Shown.SCANS);
            case "grey" -> List.of(ModelPredictor.Shown.SCANS, ModelPredictor.Shown.GREY);
            case "none" -> List.of(ModelPredictor.Shown.SCANS, ModelPredictor.Shown.NONE);
            default -> throw usage("--no-image must be grey, none or off");
        };
    }

    private EngineOptions options() {
        return checked(() -> EngineOptions.defaults().withThreads(threads));
    }

    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private int failed(String what) {
        var err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + what);
        err.flush();
        return FAILED;
    }
}
