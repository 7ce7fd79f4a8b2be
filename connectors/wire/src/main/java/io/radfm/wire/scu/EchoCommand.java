// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import io.radfm.wire.dimse.DimseStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `./radfm echo AET@host:port`. Exit code 0 when the destination answered with success.
@Command(name = "echo", description = "Asks whether a DICOM application entity is there (C-ECHO).")
public final class EchoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "AET@HOST:PORT", description = "Whom to ask.")
    private String to;

    @Mixin private Send.CallingOptions calling = new Send.CallingOptions();

    @Override
    public Integer call() {
        var destination = calling.destination(spec, to);
        long begun = System.nanoTime();
        try {
            DimseStatus status = Echo.verify(destination, calling.settings(spec));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s answered %s in %d ms%n",
                            destination, status, (System.nanoTime() - begun) / 1_000_000);
            return status.isSuccess() ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().printf("%s: %s%n", destination, e.getMessage());
            return 1;
        }
    }
}
