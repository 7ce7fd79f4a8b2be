// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.model.Description;

import java.io.IOException;

/// The model that drafts, and its change for another between two jobs.
///
/// ```
///  job 1 ├── A ──┤
///  job 2      ├── A ────────┤
///               replace(B)  ▼ A is closed
///  job 3          ├── B ──┤
/// ```
///
/// A job has one model from its begin to its end. Nothing is taken from a job and nothing handed
/// over: its lock is kept all the time. While there is no model jobs wait for one. Jobs may come
/// from any thread; changes are made by one.
final class CurrentModel implements Drafting, AutoCloseable {
    /// A model that is open.
    interface Opened extends Drafting, AutoCloseable {
        Description description();

        @Override
        void close();
    }

    private static final class Seat {
        private final Opened model;
        private int jobs;

        Seat(Opened model) {
            this.model = model;
        }
    }

    private Seat seat;
    private Seat leaving;

    @Override
    public Drafted draft(InferenceJob job, boolean urgent, Stop stop)
            throws IOException, CannotDraft, InterruptedException {
        var mine = begin();
        try {
            return mine.model.draft(job, urgent, stop);
        } finally {
            end(mine);
        }
    }

    private synchronized Seat begin() throws InterruptedException {
        while (seat == null) {
            wait();
        }
        seat.jobs++;
        return seat;
    }

    private synchronized void end(Seat mine) {
        mine.jobs--;
        notifyAll();
    }

    /// Jobs that begin from now on have this one. Returns when the one before has ended its last
    /// job and is closed.
    void replace(Opened next) throws InterruptedException {
        change(new Seat(next));
    }

    /// Closes the model after its last job. Jobs that come wait for [#replace].
    void remove() throws InterruptedException {
        change(null);
    }

    private void change(Seat next) throws InterruptedException {
        Seat old;
        synchronized (this) {
            old = seat;
            leaving = seat;
            seat = next;
            notifyAll();
            while (old != null && old.jobs > 0) {
                wait();
            }
            leaving = null;
        }
        if (old != null) {
            old.model.close();
        }
    }

    /// Called when no job is under way any more.
    @Override
    public synchronized void close() {
        for (var left : new Seat[] {leaving, seat}) {
            if (left != null) {
                left.model.close();
            }
        }
        leaving = null;
        seat = null;
    }
}
