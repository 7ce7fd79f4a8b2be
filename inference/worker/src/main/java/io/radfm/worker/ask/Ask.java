// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.ask;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.model.Answer;
import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.Priority;
import io.radfm.model.Question;
import io.radfm.model.RadFm;
import io.radfm.model.UnusablePrompt;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.PreparedInput;
import io.radfm.preparation.Preparer;
import io.radfm.preparation.PromptLayout;
import io.radfm.preparation.UnpreparableScan;
import io.radfm.preparation.files.ScanFiles;
import io.radfm.worker.Shown;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// `./radfm ask`: questions about images in files.
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Asks a model about images in files; prints the answers as they are written.",
            "Scans come first in the prompt, in the order they are named, then --context, then the"
                    + " question. All questions are answered together.",
            "Exit status 2 when the model, a file or a question cannot be used."
        })
public final class Ask implements Callable<Integer> {
    private static final int FAILED = 2;

    /// As the streams role asks by default.
    private static final String REPORT =
            "Write the report of this examination: first the findings, then the impression.";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model directory.")
    private Path directory;

    @Option(
            names = "--image",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "DICOM files, PNG, JPEG, NIfTI (.nii, .nii.gz), or a folder of slices. Files of"
                            + " one DICOM series are one scan.")
    private List<Path> images = List.of();

    @Option(names = "--question", paramLabel = "TEXT", description = "May be given several times.")
    private List<String> questions = List.of();

    @Option(
            names = "--yes-no",
            paramLabel = "TEXT",
            description =
                    "A question whose answer also gets the probability of yes against no; may be"
                            + " given several times.")
    private List<String> yesNo = List.of();

    @Option(names = "--report", description = "Ask for a report.")
    private boolean report;

    @Option(
            names = "--context",
            paramLabel = "TEXT",
            description = "What is known of the patient; stands before every question.")
    private String context = "";

    @Mixin private Writing writing;

    @Option(names = "--threads", description = "Default: all cores.")
    private int threads = EngineOptions.defaults().threads();

    @Option(names = "--json", description = "Print JSON at the end instead.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try {
            return answer();
        } catch (FileSystemException e) {
            var why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            return failed(e.getFile() + ": " + why);
        } catch (IOException | UnpreparableScan | UnusablePrompt | ModelFailure e) {
            return failed(e.getMessage());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusablePrompt || e.getCause() instanceof ModelFailure) {
                return failed(e.getCause().getMessage());
            }
            throw e;
        }
    }

    private int answer() throws Exception {
        var asked = asked();
        var files = ScanFiles.read(images); // before the model, which takes longer to load
        if (!files.leftOut().isEmpty()) {
            tell(files.leftOut().size() + " files are no images and are left out");
        }
        var options = options();
        try (var model = RadFm.load(directory, options)) {
            var input = prepared(files, model);
            input.scans()
                    .forEach(scan -> tell(String.join("; ", scan.facts().toEvent().getNotes())));
            var out = spec.commandLine().getOut();
            var transcript = new Transcript(out, asked.stream().map(Asked::text).toList(), !json);
            if (!json) {
                Transcript.notice(out, model.description());
            }
            var answers = answers(model, input, asked, transcript);
            if (json) {
                var tree = AnswersTree.of(model.description(), input, asked, answers);
                out.println(JSON.writeValueAsString(tree));
            }
            out.flush();
            return 0;
        }
    }

    private List<Answer> answers(
            RadFm model, PreparedInput input, List<Asked> asked, Transcript transcript)
            throws UnusablePrompt, ExecutionException, InterruptedException {
        List<PreparedInput.Segment> before = List.of();
        var questions = new ArrayList<Question>();
        for (var one : asked) {
            var all = PromptLayout.ask(input, one.text());
            before = all.subList(0, all.size() - 1); // the same for every question
            int number = questions.size();
            var options =
                    writing.options().withListener((_, text) -> transcript.wrote(number, text));
            var text = ((PreparedInput.Text) all.getLast()).text();
            questions.add(new Question(text, one.yesNo(), options));
        }
        var coming = model.ask(Shown.prompt(before), questions, Priority.ROUTINE);
        var answers = new ArrayList<Answer>();
        for (var answer : coming) {
            transcript.ended(answers.size(), answer.get());
            answers.add(answer.get());
        }
        return answers;
    }

    private PreparedInput prepared(ScanFiles files, RadFm model)
            throws IOException, UnpreparableScan, InterruptedException {
        var options = PreparationOptions.of(Shown.input(model.configuration()));
        try (var preparer = new Preparer(files, options)) {
            var scans = preparer.prepare(files.scans());
            var segments = new ArrayList<>(scans.segments());
            if (!context.isBlank()) {
                segments.add(new PreparedInput.Text("patient", context.strip()));
            }
            return new PreparedInput(segments);
        }
    }

    private List<Asked> asked() {
        var all = new ArrayList<Asked>();
        if (report) {
            all.add(new Asked(REPORT, false));
        }
        questions.forEach(text -> all.add(new Asked(text, false)));
        yesNo.forEach(text -> all.add(new Asked(text, true)));
        if (all.isEmpty() || all.stream().anyMatch(one -> one.text().isBlank())) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing is asked: --question, --yes-no or --report");
        }
        return all;
    }

    private EngineOptions options() {
        try {
            writing.options();
            return EngineOptions.defaults().withThreads(threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void tell(String what) {
        var err = spec.commandLine().getErr();
        err.println(what);
        err.flush();
    }

    private int failed(String what) {
        tell(spec.qualifiedName() + ": " + what);
        return FAILED;
    }

    /// @param yesNo also weigh yes against no
    record Asked(String text, boolean yesNo) {}

    /// How answers are written.
    static final class Writing {
        @Option(names = "--max-new-tokens", defaultValue = "200", description = "Of each answer.")
        private int maxNewTokens;

        @Option(
                names = "--temperature",
                defaultValue = "0",
                description = "0: always the likeliest token, as the authors do.")
        private double temperature;

        @Option(names = "--top-k", defaultValue = "0", description = "Likeliest tokens; 0: all.")
        private int topK;

        @Option(names = "--top-p", defaultValue = "1", description = "Share of probability.")
        private double topP;

        @Option(names = "--repetition-penalty", defaultValue = "1", description = "1: none.")
        private double repetitionPenalty;

        @Option(names = "--seed", defaultValue = "0", description = "Of the draws.")
        private long seed;

        /// @throws IllegalArgumentException when one is out of range
        GenerationOptions options() {
            return GenerationOptions.defaults()
                    .withMaxNewTokens(maxNewTokens)
                    .withSampling(
                            new io.radfm.model.Sampling(
                                    temperature, topK, topP, repetitionPenalty, seed));
        }
    }
}
