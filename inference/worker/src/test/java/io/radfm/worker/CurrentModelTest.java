// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.events.ModelInfo;
import io.radfm.model.Description;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/// A model takes the place of another between two jobs.
class CurrentModelTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CurrentModel current = new CurrentModel();
    private final Model a = new Model("a");
    private final Model b = new Model("b");

    @Test
    void aJobUnderWayKeepsItsModelAndTheNextHasTheNewOne() throws Exception {
        current.replace(a);
        var first = begun(a);

        var change = new FutureTask<>(() -> replace(b));
        var thread = Thread.ofPlatform().start(change);
        Eventually.holds("it waits", LONG, () -> thread.getState() == Thread.State.WAITING);
        assertEquals("b", draft());
        assertFalse(a.closed, "it has a job");
        a.goOn.countDown();

        assertEquals("a", first.get());
        change.get();
        assertTrue(a.closed);
        assertFalse(b.closed);
    }

    @Test
    void whileThereIsNoModelJobsWaitForOne() throws Exception {
        current.replace(a);
        a.goOn.countDown();
        current.remove();
        assertTrue(a.closed);

        var job = started(this::draft);
        assertFalse(job.isDone());
        b.goOn.countDown();
        current.replace(b);

        assertEquals("b", job.get());
    }

    @Test
    void aJobThatWaitsForAModelCanBeStopped() throws Exception {
        var waiting = new FutureTask<>(this::draft);
        var thread = Thread.ofPlatform().start(waiting);
        Eventually.holds("it waits", LONG, () -> thread.getState() == Thread.State.WAITING);

        thread.interrupt();

        thread.join(LONG);
        assertEquals(FutureTask.State.FAILED, waiting.state());
        assertTrue(waiting.exceptionNow() instanceof InterruptedException);
    }

    @Test
    void whatIsClosedInTheMidstOfAChangeClosesBoth() throws Exception {
        current.replace(a);
        begun(a);
        var change = new FutureTask<>(() -> replace(b));
        var thread = Thread.ofPlatform().start(change);
        Eventually.holds("it waits", LONG, () -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        thread.join(LONG);

        current.close();

        assertTrue(a.closed && b.closed);
        a.goOn.countDown();
    }

    private Void replace(Model model) throws InterruptedException {
        current.replace(model);
        return null;
    }

    private FutureTask<String> begun(Model model) throws Exception {
        var job = started(this::draft);
        Eventually.holds("it is at the job", LONG, () -> model.jobs == 1);
        return job;
    }

    private String draft() throws Exception {
        return current.draft(new InferenceJob(), false, new Stop()).getModel().getName();
    }

    private static <T> FutureTask<T> started(Callable<T> action) {
        var task = new FutureTask<>(action);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /// Its first job takes until it is told to go on.
    private static final class Model implements CurrentModel.Opened {
        private final String name;
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile int jobs;
        private volatile boolean closed;

        Model(String name) {
            this.name = name;
            if (name.equals("b")) {
                goOn.countDown();
            }
        }

        @Override
        public synchronized Drafted draft(InferenceJob job, boolean urgent, Stop stop)
                throws InterruptedException {
            jobs++;
            goOn.await();
            var info = new ModelInfo(name, "1", "", "", "", "", false, null);
            return new Drafted(List.of(), List.of(), info, Instant.now(), Instant.now());
        }

        @Override
        public Description description() {
            return new Description(name, "1", 0, "", "", "", false, "");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
