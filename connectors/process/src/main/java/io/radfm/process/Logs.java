// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the log of this process goes: to standard error, unless a role that talks to a person
/// there sends it to a file.
public final class Logs {
    private Logs() {}

    /// From now on everything is logged to this file; it is rolled over by size and bounded.
    public static void toFile(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        System.setProperty("radfm.log.to", "file");
        System.setProperty("radfm.log.file", file.toAbsolutePath().toString());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                throw new IOException("cannot log to " + file, e);
            }
        }
    }
}
