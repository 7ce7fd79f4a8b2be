// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.AeTitle;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `./radfm send PATH… --to AET@host:port`. Exit code 0 only when the destination has everything.
@Command(
        name = "send",
        description = {
            "Sends DICOM files, and all those in folders, to a storage SCP, each as it is encoded.",
            "Files the destination accepted are remembered: run it again to take up where it ended."
        })
public final class Send implements Callable<Integer> {
    private static final int INCOMPLETE = 1;

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "AET@HOST:PORT",
            description = "Where to.")
    private String to;

    @Mixin private CallingOptions calling = new CallingOptions();

    @Option(
            names = "--associations",
            defaultValue = "1",
            description = "How many associations send at once (default: ${DEFAULT-VALUE}).")
    private int associations;

    @Option(
            names = "--window",
            defaultValue = "8",
            description =
                    "How many objects of one association may wait for their response, where the"
                            + " destination allows it (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--attempts",
            defaultValue = "6",
            description =
                    "How often to try what is refused for now, with growing pauses (default:"
                            + " ${DEFAULT-VALUE}).")
    private int attempts;

    @Option(
            names = "--journal",
            description =
                    "Where accepted files are remembered (default: a file per destination in"
                            + " ~/.local/state/radfm/sent).")
    private Path journal;

    @Option(names = "--restart", description = "Send also what was accepted before.")
    private boolean restart;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var destination = calling.destination(spec, to);
        var missing = paths.stream().filter(path -> !Files.exists(path)).findFirst();
        if (missing.isPresent()) {
            throw new ParameterException(spec.commandLine(), missing.get() + " does not exist");
        }
        if (associations < 1 || attempts < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--associations and --attempts are at least 1");
        }
        var scan = FileScan.of(paths);
        try (var accepted = openJournal(destination)) {
            var report = send(scan, destination, accepted);
            spec.commandLine().getOut().println(json ? report.json() : report.text());
            return report.isComplete() ? 0 : INCOMPLETE;
        }
    }

    private SendJournal openJournal(Destination destination) {
        var path = Optional.ofNullable(journal).orElseGet(() -> journalOf(destination));
        try {
            return SendJournal.open(path, destination, restart);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the journal %s cannot be used (%s), choose another with --journal"
                            .formatted(path, e.getMessage()));
        }
    }

    private SendReport send(FileScan scan, Destination destination, SendJournal accepted)
            throws InterruptedException {
        var files = scan.files().stream().filter(file -> !accepted.wasAccepted(file)).toList();
        var report =
                new SendReport(files.size(), files.stream().mapToLong(f -> f.file().bytes()).sum());
        report.skipped(scan.files().size() - files.size(), scan.notDicom(), scan.directories());
        scan.unusable().forEach(file -> report.refused(file.path(), file.why()));
        var job =
                new SendJob(
                        destination,
                        calling.settings(spec).withWindow(window),
                        associations,
                        attempts,
                        Duration.ofSeconds(1),
                        accepted,
                        report);
        try (var _ = new ProgressLine(report)) {
            job.run(files);
        }
        return report;
    }

    private static Path journalOf(Destination to) {
        var state =
                Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local/state"));
        return state.resolve("radfm/sent")
                .resolve(to.toString().replaceAll("[^A-Za-z0-9@._-]", "_"));
    }

    /// Who we say we are, and how long we wait; shared with [EchoCommand].
    static final class CallingOptions {
        @Option(
                names = "--calling-ae",
                defaultValue = "RADFM",
                description = "Our AE title (default: ${DEFAULT-VALUE}).")
        private String callingAe;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait for an answer (default: ${DEFAULT-VALUE}).")
        private int seconds;

        Destination destination(CommandSpec spec, String text) {
            try {
                return Destination.parse(text);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
        }

        ScuSettings settings(CommandSpec spec) {
            try {
                return ScuSettings.of(AeTitle.of(callingAe))
                        .withResponse(Duration.ofSeconds(seconds));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
        }
    }
}
