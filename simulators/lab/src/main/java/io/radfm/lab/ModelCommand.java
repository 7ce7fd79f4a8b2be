// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.model.command.ModelConvert;
import io.radfm.model.command.ModelInspect;
import io.radfm.model.command.ModelVerify;
import io.radfm.training.ModelInit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `./radfm model …`: what is done with model directories.
@Command(
        name = "model",
        description = "Makes, converts, inspects and verifies models.",
        mixinStandardHelpOptions = true,
        subcommands = {ModelInit.class, ModelConvert.class, ModelInspect.class, ModelVerify.class})
final class ModelCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
