// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.Part10File;
import io.radfm.wire.scu.ScuSettings;
import io.radfm.wire.scu.StoreScu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/// A sender that sends everything once, over one association, and remembers what it was told
/// success for. What is refused, or not answered when the association ends, it never sends again.
final class OneShot {
    private static final int WINDOW = 4;

    private final List<Part10File> files = new ArrayList<>();
    private final Map<String, String> studies = new ConcurrentHashMap<>();
    private final Set<String> localizers = new HashSet<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final FutureTask<Boolean> sending;

    private OneShot(Path folder, Destination to) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var path : found.filter(Files::isRegularFile).sorted().toList()) {
                var file = Part10File.read(path).orElseThrow();
                var image = DicomReader.read(path).dataSet();
                files.add(file);
                studies.put(
                        file.sopInstanceUid(), image.string(Tag.STUDY_INSTANCE_UID).orElseThrow());
                if (image.strings(Tag.IMAGE_TYPE).contains("LOCALIZER")) {
                    localizers.add(file.sopInstanceUid());
                }
            }
        }
        sending = new FutureTask<>(() -> send(to));
    }

    static OneShot begin(Path folder, int port) throws IOException {
        var shot = new OneShot(folder, Destination.parse("RADFM@127.0.0.1:" + port));
        Thread.ofPlatform().name("one-shot").start(shot.sending);
        return shot;
    }

    /// Answers whether the association lived to the end.
    private boolean send(Destination to) throws InterruptedException {
        var kinds = files.stream().map(Part10File::kind).distinct().toList();
        var settings = ScuSettings.of(AeTitle.of("ONESHOT")).withWindow(WINDOW);
        try (var scu = StoreScu.connect(to, settings, kinds)) {
            var answers = new ArrayList<CompletableFuture<Void>>();
            for (var file : files) {
                answers.add(
                        scu.send(file)
                                .thenAccept(
                                        status -> {
                                            if (status.isSuccess()) {
                                                var uid = file.sopInstanceUid();
                                                acknowledged.put(uid, studies.get(uid));
                                            }
                                        }));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            scu.release();
            return true;
        } catch (IOException | java.util.concurrent.CompletionException lost) {
            return false;
        }
    }

    /// Which of its images only show where others were taken; no model is given them.
    Set<String> localizers() {
        return localizers;
    }

    /// Waits for the end, whatever it is.
    void await() throws Exception {
        sending.get();
    }

    boolean isDone() {
        return sending.isDone();
    }

    /// SOP Instance UID → Study Instance UID of what was answered with success so far.
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }
}
