// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.platform.Platform;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/// What the person at the terminal reads. Nothing about patients.
final class Screen {
    /// With seconds, which `LocalTime` leaves out when there are none.
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    void greet(LabSettings settings, LabPorts ports, LabFolder folder) {
        var aeTitle = settings.aeTitle();
        out.printf(
                """
                RadFM Streams, the lab: a real broker, a real registry and every role in one process.
                NOT FOR CLINICAL USE. Drafts are preliminary and unverified; an untrained model's text is noise.

                  send to      %1$s@127.0.0.1:%2$d
                               ./radfm send FOLDER --to %1$s@127.0.0.1:%2$d
                               storescu -aec %1$s +sd 127.0.0.1 %2$d FOLDER
                  read at      http://127.0.0.1:%3$d/
                %4$s  data in      %5$s  (log: %6$s)
                """,
                aeTitle,
                ports.dicom(),
                ports.http(),
                settings.pacs().map("  drafts go to %s, as DICOM SR%n"::formatted).orElse(""),
                folder.root(),
                folder.root().relativize(folder.log()));
        out.flush();
    }

    void platform(Platform platform) {
        line(
                "  kafka at     %s, registry at %s%n",
                platform.broker().bootstrapServers(), platform.registry().url());
    }

    void ready(Duration after) {
        line(
                "%nReady after %.1f s. Ctrl-C stops it; the next start on this folder"
                        + " continues.%n%n",
                after.toMillis() / 1e3);
    }

    void signed(String studyInstanceUid) {
        line("%s  signed      %s%n", LocalTime.now().format(TIME), studyInstanceUid);
    }

    synchronized void line(String format, Object... values) {
        out.printf(format, values);
        out.flush();
    }
}
