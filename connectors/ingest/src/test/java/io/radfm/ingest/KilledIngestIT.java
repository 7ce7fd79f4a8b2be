// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.Uid;
import io.radfm.events.InstanceReceived;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Contract 1 under kill -9: what was answered 0x0000 has its object and its event, and no event is
/// left whose object never comes.
@ExtendWith(OnePlatform.class)
class KilledIngestIT {
    private static final int SENDERS = 4;
    private static final int KILLS = 3;

    @TempDir Path folder;

    @Test
    void everyAcknowledgedInstanceHasItsObjectAndItsEvent(Platform platform) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var earlier = Set.copyOf(uids(Events.all(platform.settings())));
        for (int kill = 0; kill < KILLS; kill++) {
            int port = FreePort.next();
            int enough = acknowledged.size() + 60;
            var ingest = start(platform, port);
            ingest.awaitReady(Duration.ofSeconds(60), () -> listens(port));
            var senders = startSenders(port, acknowledged);
            Eventually.holds(
                    "acknowledgements", Duration.ofMinutes(1), () -> acknowledged.size() >= enough);
            ingest.kill();
            for (var sender : senders) {
                sender.join();
            }
        }

        var events = new ArrayList<>(Events.all(platform.settings()));
        events.removeIf(event -> earlier.contains(event.getInstance().getSopInstanceUid()));
        assertTrue(uids(events).containsAll(acknowledged));
        try (var store = Setting.store(folder)) { // a start finishes what was sealed
            for (var event : events) {
                store.verify(event.getInstance().getDigest());
            }
        }
    }

    private static List<String> uids(List<InstanceReceived> events) {
        return events.stream().map(event -> event.getInstance().getSopInstanceUid()).toList();
    }

    private JavaProcess start(Platform platform, int port) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("--dicom-port", Integer.toString(port)));
        arguments.addAll(List.of("--data-dir", folder.toString()));
        arguments.addAll(List.of("--object-store-min-free-percent", "0"));
        platform.settings()
                .forEach(
                        (key, value) ->
                                arguments.addAll(List.of("--" + key.replace('.', '-'), value)));
        return JavaProcess.main(
                "ingest",
                folder.resolve("process"),
                "256m",
                Ingest.class,
                arguments.toArray(String[]::new));
    }

    private static List<Thread> startSenders(int port, Set<String> acknowledged) {
        var senders = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofVirtual().start(() -> sendUntilKilled(port, acknowledged)));
        }
        return senders;
    }

    private static void sendUntilKilled(int port, Set<String> acknowledged) {
        try (var scu = Setting.connect(port, 4)) {
            for (int number = 0; ; number++) {
                var uid = Uid.generate();
                scu.send(TestObjects.outgoing(TestObjects.slice(uid, number)))
                        .thenAccept(
                                status -> {
                                    if (status.isSuccess()) {
                                        acknowledged.add(uid);
                                    }
                                });
            }
        } catch (IOException killed) {
            // this is how it ends
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
