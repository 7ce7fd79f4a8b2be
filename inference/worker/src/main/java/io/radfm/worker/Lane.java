// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// One consumer and its thread: takes a job of one topic, has it run on another thread, keeps its
/// lock meanwhile, and says how it ended.
///
/// It takes no job while it has one. After a job that failed it rests, longer each time, so that a
/// broken worker leaves jobs to others instead of spending their deliveries.
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Duration UNWINDING = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final String name;
    private final String topic;
    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final JobRunner runner;
    private final Times times;
    private final WorkerMetrics metrics;
    private final Runnable onLost;
    private final Thread thread;
    private volatile long drainedBy = Long.MAX_VALUE;
    private volatile boolean polled;
    private volatile String lost = "";
    private Duration rest = REST;

    /// @param renewEvery well below the lock's duration
    /// @param job longer runs no job
    /// @param drain how long the job under way may still run when we stop
    record Times(Duration renewEvery, Duration job, Duration drain) {}

    private Lane(
            String name,
            String topic,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            JobRunner runner,
            Times times,
            WorkerMetrics metrics,
            Runnable onLost) {
        this.name = name;
        this.topic = topic;
        this.consumers = consumers;
        this.runner = runner;
        this.times = times;
        this.metrics = metrics;
        this.onLost = onLost;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// @param onLost run when the lane cannot go on: a job does not end, or our bug
    static Lane start(
            String name,
            String topic,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            JobRunner runner,
            Times times,
            WorkerMetrics metrics,
            Runnable onLost) {
        var lane = new Lane(name, topic, consumers, runner, times, metrics, onLost);
        lane.thread.start();
        return lane;
    }

    /// Has asked the group for a job at least once.
    boolean isUnderWay() {
        return polled;
    }

    /// Why it takes no more jobs, ever; empty while it does.
    Optional<String> lost() {
        return Optional.of(lost).filter(why -> !why.isEmpty());
    }

    Optional<String> trouble() {
        return runner.trouble();
    }

    private boolean isOpen() {
        return drainedBy == Long.MAX_VALUE && lost.isEmpty();
    }

    private void run() {
        while (isOpen()) {
            var consumer = consumers.get();
            try {
                consumer.subscribe(List.of(topic));
                boolean keeps = true;
                while (keeps && isOpen()) {
                    keeps = next(consumer);
                }
            } catch (KafkaException e) {
                LOG.warn("{} starts over: {}", name, e.toString());
                pause(REST);
            } catch (InterruptedException e) {
                LOG.debug("{} was interrupted to stop", name, e);
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("{} ended", name, e);
                end("a lane ended in " + e.getClass().getSimpleName());
            } finally {
                close(consumer);
            }
        }
    }

    /// Takes a job if there is one. Answers whether the consumer can be used further.
    private boolean next(ShareConsumer<byte[], byte[]> consumer) throws InterruptedException {
        var records = consumer.poll(POLL); // one at most
        polled = true; // before the job, which may be long
        for (var record : records) {
            var lease = new Lease(consumer, record, times.renewEvery(), metrics);
            var ending = isOpen() ? run(record, lease) : Ending.GIVEN_BACK;
            lease.end(ending);
            if (lease.isLost()) {
                return false;
            }
            rest(ending);
        }
        return true;
    }

    private Ending run(ConsumerRecord<byte[], byte[]> record, Lease lease)
            throws InterruptedException {
        var stop = new Stop();
        var delivery = Delivery.of(record);
        var job = new FutureTask<>(() -> runner.run(delivery, stop));
        var worker = Thread.ofPlatform().name(name + "-job").daemon().start(job);
        long begin = System.nanoTime();
        long stoppedAt = 0;
        while (true) {
            try {
                return job.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillRunning) {
                lease.keep();
            } catch (ExecutionException e) {
                LOG.error("{} ended in {}", delivery, e.getCause().getClass().getName());
                return Ending.LATER;
            }
            if (stop.requested()) {
                if (System.nanoTime() - stoppedAt > UNWINDING.toNanos()) {
                    LOG.error("{}: {} does not end", name, delivery);
                    end("a job does not end");
                    return Ending.LATER;
                }
            } else if (isOverdue(begin)) {
                stoppedAt = System.nanoTime();
                stop.request(isOpen() ? Stop.Reason.TIMED_OUT : Stop.Reason.DRAINING);
                worker.interrupt();
            }
        }
    }

    private void end(String why) {
        lost = why;
        onLost.run();
    }

    private boolean isOverdue(long begin) {
        long now = System.nanoTime();
        return now - begin > times.job().toNanos()
                || drainedBy != Long.MAX_VALUE && now - drainedBy > 0;
    }

    private void rest(Ending ending) throws InterruptedException {
        if (ending != Ending.LATER) {
            rest = REST;
            return;
        }
        long until = System.nanoTime() + rest.toNanos();
        while (isOpen() && System.nanoTime() - until < 0) {
            Thread.sleep(LOOK);
        }
        var twice = rest.multipliedBy(2);
        rest = twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(ShareConsumer<?, ?> consumer) {
        try {
            consumer.close(CLOSING);
        } catch (KafkaException e) {
            LOG.debug("{}: the consumer was not closed in order", name, e);
        }
    }

    /// Takes no more jobs from now on.
    void drain() {
        if (drainedBy == Long.MAX_VALUE) {
            drainedBy = System.nanoTime() + times.drain().toNanos();
        }
    }

    /// Drains, and waits until the job under way has ended or was given back.
    @Override
    public void close() {
        drain();
        try {
            thread.join(times.drain().plus(UNWINDING).plus(CLOSING).plus(POLL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
