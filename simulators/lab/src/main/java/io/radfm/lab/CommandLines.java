// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.ingest.Ingest;
import io.radfm.modality.Simulate;
import io.radfm.process.DeadLettersCommand;
import io.radfm.process.Reason;
import io.radfm.process.RoleCommand;
import io.radfm.process.TopicsCommand;
import io.radfm.results.Results;
import io.radfm.streams.Streams;
import io.radfm.training.archive.ArchiveCommand;
import io.radfm.training.evaluate.Evaluate;
import io.radfm.training.outcomes.Outcomes;
import io.radfm.training.replay.Replay;
import io.radfm.training.train.Train;
import io.radfm.wire.scu.EchoCommand;
import io.radfm.wire.scu.Send;
import io.radfm.worker.Worker;
import io.radfm.worker.ask.Ask;
import io.radfm.worker.models.Promote;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.List;

/// The commands as picocli sees them. Only the class of the one that is asked for is loaded.
final class CommandLines {
    private static final int WIDTH = 110;

    private CommandLines() {}

    static CommandLine of(Command command) {
        var line =
                switch (command) {
                    case LAB -> RoleCommand.of(Lab.SPEC);
                    case INGEST -> RoleCommand.of(Ingest.SPEC);
                    case STREAMS -> RoleCommand.of(Streams.ROLE);
                    case WORKER -> RoleCommand.of(Worker.SPEC);
                    case RESULTS -> RoleCommand.of(Results.SPEC);
                    case OUTCOMES -> RoleCommand.of(Outcomes.SPEC);
                    case SIMULATE -> new CommandLine(new Simulate());
                    case REPLAY -> new CommandLine(new Replay());
                    case ARCHIVE -> new CommandLine(new ArchiveCommand());
                    case ASK -> new CommandLine(new Ask());
                    case SEND -> new CommandLine(new Send());
                    case ECHO -> new CommandLine(new EchoCommand());
                    case TOPICS -> new CommandLine(new TopicsCommand());
                    case DEAD_LETTERS -> new CommandLine(new DeadLettersCommand());
                    case MODEL -> new CommandLine(new ModelCommand());
                    case PROMOTE -> new CommandLine(new Promote());
                    case EVALUATE -> new CommandLine(new Evaluate());
                    case TRAIN -> new CommandLine(new Train());
                };
        return line.setCommandName("./radfm " + command.word())
                .setUsageHelpWidth(Math.max(WIDTH, UsageMessageSpec.DEFAULT_USAGE_WIDTH));
    }

    /// Runs it and answers the exit code; what goes wrong is told in a sentence.
    static int execute(Command command, List<String> arguments) {
        return withHelp(of(command))
                .setExecutionExceptionHandler(
                        (e, line, _) -> {
                            line.getErr()
                                    .println(
                                            line.getCommandSpec().qualifiedName()
                                                    + ": "
                                                    + Reason.of(e));
                            return CommandLine.ExitCode.SOFTWARE;
                        })
                .execute(arguments.toArray(String[]::new));
    }

    /// Every command answers `--help` and `--version`, also those that do not declare it; their
    /// help names true defaults only.
    static CommandLine withHelp(CommandLine line) {
        line.getCommandSpec().version(Radfm.version());
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec().mixinStandardHelpOptions(true);
        }
        return line.setHelpFactory(new TrueDefaults());
    }
}
