// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import io.radfm.model.EngineOptions;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.verification.Npz;
import io.radfm.model.verification.Verification;
import io.radfm.model.verification.Verification.CaseResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `./radfm model verify`: a model directory held against another implementation's outputs.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Runs the cases of a file of expected outputs through the code that serves, and prints"
                    + " the largest error of each stage and the first token that differs.",
            "Exit status 1 when an error is larger than the tolerance or a token differs."
        })
public final class ModelVerify implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A model directory.")
    private Path directory;

    @Option(
            names = "--expected",
            required = true,
            paramLabel = "FILE.npz",
            description = "Arrays caseN_vision_x, caseN_input_ids, and the outputs to come.")
    private Path expected;

    @Option(names = "--tolerance", defaultValue = "1e-4", description = "Largest absolute error.")
    private double tolerance;

    @Option(
            names = "--style",
            defaultValue = "GROUPED",
            description = "How the decoder is computed: ${COMPLETION-CANDIDATES}.")
    private DecoderStyle style;

    @Option(names = "--threads", description = "Default: all cores.")
    private int threads = EngineOptions.defaults().threads();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return Told.run(spec, this::verify);
    }

    private int verify() throws IOException {
        List<CaseResult> results;
        try (var file = new Npz(expected);
                var verification = Verification.open(directory, style, threads)) {
            results = verification.run(file);
        }
        boolean good = results.stream().allMatch(this::isGood);
        if (json) {
            Told.json(spec, tree(results, good));
        } else {
            print(results, good);
        }
        return good ? 0 : 1;
    }

    private boolean isGood(CaseResult it) {
        return it.largestError() <= tolerance && it.firstDifference() < 0;
    }

    private Map<String, Object> tree(List<CaseResult> results, boolean good) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("agrees", good);
        tree.put("tolerance", tolerance);
        tree.put("style", style);
        tree.put("cases", results);
        return tree;
    }

    private void print(List<CaseResult> results, boolean good) {
        var out = spec.commandLine().getOut();
        for (var it : results) {
            out.println("case " + it.number());
            it.errors()
                    .forEach(
                            (stage, error) ->
                                    out.printf(
                                            "  %-16s %.2e%s%n",
                                            stage, error, error <= tolerance ? "" : "  TOO LARGE"));
            out.printf(
                    "  %-16s %s%n",
                    "tokens",
                    it.firstDifference() < 0
                            ? it.tokens() + " equal"
                            : "DIFFER from token " + it.firstDifference() + " of " + it.tokens());
        }
        out.println(good ? "agrees" : "DOES NOT AGREE");
    }
}
