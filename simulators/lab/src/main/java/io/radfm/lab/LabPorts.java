// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.platform.Ports;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// The two ports that people use, found free before anything is started.
///
/// @param dicom for C-STORE and C-ECHO
/// @param http of the reading page
record LabPorts(int dicom, int http) {
    /// Free ports where the settings say 0, the same ones at every start on this folder.
    ///
    /// @throws IOException naming the option when something else listens there
    static LabPorts of(LabSettings settings, Path folder) throws IOException {
        var kept = Ports.keptIn(folder, 2);
        var ports =
                new LabPorts(
                        settings.dicomPort() == 0 ? kept.get(0) : settings.dicomPort(),
                        settings.httpPort() == 0 ? kept.get(1) : settings.httpPort());
        requireFree(ports.dicom, "--dicom-port");
        requireFree(ports.http, "--http-port");
        return ports;
    }

    private static void requireFree(int port, String option) throws IOException {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            // bound, so nobody else listens
        } catch (BindException e) {
            throw new IOException(
                    "port %d cannot be used (%s); choose another with %s"
                            .formatted(port, e.getMessage(), option),
                    e);
        }
    }
}
