// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.Callable;

/// What a command says at its end: JSON, or one sentence about what went wrong and status 2.
final class Told {
    static final int FAILED = 2;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Told() {}

    /// Runs a command; a file that is not what it must be is told as a sentence.
    static int run(CommandSpec spec, Callable<Integer> command) throws Exception {
        try {
            return command.call();
        } catch (FileSystemException e) {
            var why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            return failed(spec, e.getFile() + ": " + why);
        } catch (IOException e) {
            return failed(spec, e.getMessage());
        }
    }

    private static int failed(CommandSpec spec, String what) {
        var err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + what);
        err.flush();
        return FAILED;
    }

    static void json(CommandSpec spec, Object value) throws IOException {
        spec.commandLine().getOut().println(JSON.writeValueAsString(value));
    }
}
