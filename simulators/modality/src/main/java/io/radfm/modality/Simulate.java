// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Resolution;
import io.radfm.wire.scu.Destination;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `./radfm simulate --to AET@host:port`. Exit code 0 only when everything that was begun was
/// accepted.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates the modalities of a hospital: sends synthetic CR, CT and MR studies to a"
                    + " storage SCP, or writes them to files.",
            "Pictures are phantoms made of analytic shapes; no patient is behind them."
        })
public final class Simulate implements Callable<Integer> {
    private static final int INCOMPLETE = 1;

    /// When the studies of a seed that was given begin, so that they are the same every time.
    private static final LocalDateTime FIXED_BEGIN = LocalDateTime.of(2026, 1, 5, 8, 0);

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Target target;

    private static final class Target {
        @Option(names = "--to", paramLabel = "AET@HOST:PORT", description = "Where to send.")
        private String to;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Write files here instead of sending; needs --studies.")
        private Path out;
    }

    @Option(
            names = "--studies",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many studies; 0 goes on until Ctrl-C (default: ${DEFAULT-VALUE}).")
    private long studies;

    @Option(
            names = "--pace",
            paramLabel = "SECONDS",
            defaultValue = "8",
            description =
                    "From one study to the next; 0 sends as fast as they are taken (default:"
                            + " ${DEFAULT-VALUE}).")
    private double pace;

    @Option(
            names = "--seed",
            description =
                    "The same seed gives the same studies, UIDs included (default: a new one each"
                            + " time).")
    private Long seed;

    @Option(
            names = "--start",
            paramLabel = "N",
            defaultValue = "0",
            description = "The number of the first study (default: ${DEFAULT-VALUE}).")
    private long start;

    @Option(
            names = "--modalities",
            paramLabel = "CR,CT,MR",
            split = ",",
            defaultValue = "CR,CT,MR",
            description = "Which modalities (default: ${DEFAULT-VALUE}).")
    private Set<String> modalities;

    @Option(
            names = "--small",
            description = "Small pictures: for tests of everything but the pictures.")
    private boolean small;

    @Option(
            names = "--matrix",
            paramLabel = "N",
            description =
                    "All pictures N pixels wide, and below 256 slices thicker and fewer: for many"
                            + " studies in little time (default: as real machines have them).")
    private Integer matrix;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description =
                    "How long to wait for a destination that is away or takes nothing, before a"
                            + " study is given up (default: ${DEFAULT-VALUE}).")
    private long patience;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            var summary = new Summary();
            var options = options();
            if (target.out != null) {
                FileExport.write(options, target.out, summary);
            } else {
                send(options, summary);
            }
            print(summary);
            return summary.isComplete() ? 0 : INCOMPLETE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private HospitalOptions options() {
        if (target.out != null && studies == 0) {
            throw new IllegalArgumentException("--out needs --studies");
        }
        var options =
                HospitalOptions.to(
                                target.to == null
                                        ? Destination.parse("FILES@localhost:104")
                                        : Destination.parse(target.to),
                                seed == null ? new SecureRandom().nextLong() : seed)
                        .withFirst(start)
                        .withStudies(studies)
                        .withPace(Duration.ofMillis((long) (pace * 1000)))
                        .withModalities(
                                modalities.stream()
                                        .map(it -> it.strip().toUpperCase(Locale.ROOT))
                                        .collect(Collectors.toSet()))
                        .withResolution(resolution())
                        .withPatience(Duration.ofSeconds(patience));
        return seed == null ? options : options.withBegin(FIXED_BEGIN);
    }

    private Resolution resolution() {
        if (matrix != null) {
            return Resolution.of(matrix);
        }
        return small ? Resolution.SMALL : Resolution.FULL;
    }

    private void send(HospitalOptions options, Summary summary) throws InterruptedException {
        var hospital = Hospital.start(options, summary);
        var ending =
                Thread.ofPlatform()
                        .unstarted(
                                () -> {
                                    hospital.close();
                                    print(summary);
                                });
        Runtime.getRuntime().addShutdownHook(ending);
        try (var _ = new ProgressLine(() -> summary.progress(hospital.counts()))) {
            hospital.await();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException _) {
            Thread.sleep(Duration.ofMinutes(1)); // the hook prints the summary and ends us
        }
    }

    private void print(Summary summary) {
        spec.commandLine().getOut().println(json ? summary.json() : summary.table());
        spec.commandLine().getOut().flush();
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Simulate()).execute(args));
    }
}
