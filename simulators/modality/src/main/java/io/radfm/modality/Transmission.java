// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.AcquiredSeries;
import io.radfm.modality.acquisition.Acquisition;
import io.radfm.modality.acquisition.Station;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.pdu.AnsweredContext.Result;
import io.radfm.wire.scu.AssociationRejected;
import io.radfm.wire.scu.Destination;
import io.radfm.wire.scu.ObjectKind;
import io.radfm.wire.scu.Outgoing;
import io.radfm.wire.scu.ScuSettings;
import io.radfm.wire.scu.StoreScu;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One study on its way. Goes on over as many associations as it takes: what was not answered when
/// one ends is sent again over the next, what is refused for now is sent again later.
final class Transmission {
    private static final int WINDOW = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 100;

    private final Destination to;
    private final ScuSettings settings;
    private final List<AcquiredSeries> series;
    private final Duration gap;
    private final Duration patience;
    private final Counters counters;
    private final Consumer<String> waiting;
    private final BooleanSupplier hurry;

    private final Map<Outgoing, Boolean> underWay = new ConcurrentHashMap<>();
    private final Queue<Outgoing> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile long lastProgress = System.nanoTime();
    private volatile String why = "";
    private final Iterator<Next> images;

    private record Next(AcquiredSeries series, int index) {}

    /// @param missing instances the destination will not have
    record Outcome(int missing, String why) {}

    /// @param gap between two images
    /// @param hurry whether gaps are left out, since somebody waits for the end
    Transmission(
            Destination to,
            Station station,
            List<AcquiredSeries> series,
            Duration gap,
            Duration patience,
            Counters counters,
            Consumer<String> waiting,
            BooleanSupplier hurry) {
        this.to = to;
        this.settings = ScuSettings.of(AeTitle.of(station.aeTitle())).withWindow(WINDOW);
        this.series = series;
        this.gap = gap;
        this.patience = patience;
        this.counters = counters;
        this.waiting = waiting;
        this.hurry = hurry;
        this.images =
                series.stream()
                        .flatMap(
                                one ->
                                        java.util.stream.IntStream.range(0, one.size())
                                                .mapToObj(index -> new Next(one, index)))
                        .iterator();
    }

    Outcome run() throws InterruptedException {
        while (images.hasNext() || !again.isEmpty()) {
            try (var scu = StoreScu.connect(to, settings, kinds())) {
                sendAll(scu);
                scu.release();
            } catch (AssociationRejected e) {
                if (!e.isTransient()) {
                    return giveUp(e.getMessage());
                }
                failed(e);
            } catch (IOException e) {
                failed(e);
            }
            // the association is over: nothing is answered any more
            again.addAll(underWay.keySet());
            underWay.clear();
            if (failuresInARow.get() > 0 && (images.hasNext() || !again.isEmpty())) {
                if (isHopeless()) {
                    return giveUp(why);
                }
                pause();
            }
        }
        return new Outcome(refused.get(), why);
    }

    private LinkedHashSet<ObjectKind> kinds() {
        var kinds = new LinkedHashSet<ObjectKind>();
        for (var one : series) {
            kinds.add(Acquisition.kind(one, false));
            if (one.compressed()) {
                kinds.add(Acquisition.kind(one, true));
            }
        }
        return kinds;
    }

    private void sendAll(StoreScu scu) throws IOException, InterruptedException {
        while (images.hasNext() || !again.isEmpty()) {
            var object = again.poll();
            if (object == null) {
                object = make(scu, images.next());
                if (!hurry.getAsBoolean()) {
                    Thread.sleep(gap);
                }
            }
            underWay.put(object, true);
            send(scu, object);
            if (failuresInARow.get() > 0) {
                if (isHopeless()) {
                    throw new IOException(why);
                }
                pause();
            }
        }
    }

    private static Outgoing make(StoreScu scu, Next next) {
        boolean compressed =
                next.series().compressed()
                        && scu.answer(Acquisition.kind(next.series(), true)) == Result.ACCEPTANCE;
        return next.series().instance(next.index(), compressed).outgoing();
    }

    private void send(StoreScu scu, Outgoing object) throws IOException, InterruptedException {
        scu.send(object)
                .whenComplete(
                        (status, problem) -> {
                            if (problem == null) {
                                answered(object, status);
                            }
                        });
    }

    /// On the thread that reads the responses.
    private void answered(Outgoing object, DimseStatus status) {
        if (status.isAccepted()) {
            counters.instances.increment();
            counters.bytes.add(object.bytes());
            failuresInARow.set(0);
            lastProgress = System.nanoTime();
        } else if (status.isTransient()) {
            why = "status " + status;
            failuresInARow.incrementAndGet();
            again.add(object);
        } else {
            why = "status " + status;
            refused.incrementAndGet();
            counters.instancesRefused.increment();
        }
        underWay.remove(object); // only now: whoever sees it gone finds it elsewhere
    }

    private void failed(IOException e) {
        why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        failuresInARow.incrementAndGet();
    }

    private Outcome giveUp(String reason) {
        int missing = again.size();
        for (; images.hasNext(); images.next()) {
            missing++;
        }
        counters.instancesRefused.add(missing);
        return new Outcome(refused.get() + missing, reason);
    }

    /// Nothing was accepted for too long; or nothing is now, and nobody will wait for better times.
    private boolean isHopeless() {
        return hurry.getAsBoolean() || System.nanoTime() - lastProgress > patience.toNanos();
    }

    private void pause() throws InterruptedException {
        counters.retries.increment();
        waiting.accept(why);
        int doublings = Math.clamp(failuresInARow.get() - 1, 0, 8);
        long millis = Math.min(FIRST_PAUSE.toMillis() << doublings, LONGEST_PAUSE.toMillis());
        for (; millis > 0 && !hurry.getAsBoolean(); millis -= LOOK_MILLIS) {
            Thread.sleep(Math.min(millis, LOOK_MILLIS));
        }
    }
}
