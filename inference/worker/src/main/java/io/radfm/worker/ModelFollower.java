// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.MalformedModel;
import io.radfm.worker.models.ModelLog;
import io.radfm.worker.models.Registered;

import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Has the worker draft with the model that is current in topic `models`, and with that in
/// `model.dir` while there is none.
///
/// ```
///                      fits beside ──► open it, change, close the old after its last job
///  another is current ─┤
///                      does not ─────► close the old after its last job, open it; jobs wait
/// ```
///
/// What cannot be opened changes nothing: the model before drafts on, [#trouble] says why, and what
/// may work later is tried again.
final class ModelFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final ModelChoice choice;
    private final CurrentModel current;
    private final Opener opener;
    private final ModelMemory memory;
    private final WorkerMetrics metrics;
    private final Thread thread = Thread.ofPlatform().name("models").unstarted(this::run);
    private volatile String trouble = "";
    private volatile boolean open = true;
    private ModelLog log;
    private Consumer<String> onLost;
    private Loaded drafting;
    private Refused refused;

    /// Opens a model directory.
    interface Opener {
        CurrentModel.Opened open(Path directory) throws IOException;
    }

    private record Loaded(ModelChoice.Chosen model, Path directory) {}

    /// What could not be loaded, and when it is tried again.
    private record Refused(ModelChoice.Chosen model, long againAt, Duration pause) {}

    ModelFollower(
            ModelChoice choice,
            CurrentModel current,
            Opener opener,
            ModelMemory memory,
            WorkerMetrics metrics) {
        this.choice = choice;
        this.current = current;
        this.opener = opener;
        this.memory = memory;
        this.metrics = metrics;
    }

    /// Opens the model that is to draft; where that cannot be, the one that was current before it.
    ///
    /// @throws IOException with why the first one cannot be opened, when none can
    void begin(Registered registered) throws IOException, InterruptedException {
        IOException first = null;
        for (var chosen : choice.all(registered)) {
            try {
                var directory = choice.directory(chosen);
                replace(chosen, directory);
                return;
            } catch (IOException e) {
                LOG.error("{} cannot be loaded: {}", chosen.title(), Reasons.of(e));
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("no model is registered") : first;
    }

    /// Follows the topic from now on, on a thread of its own.
    ///
    /// @param log closed with this
    /// @param onLost told when there is no model left to draft with
    void follow(ModelLog log, Consumer<String> onLost) {
        this.log = log;
        this.onLost = onLost;
        thread.start();
    }

    /// Why the model that is current does not draft here; empty while it does.
    Optional<String> trouble() {
        return Optional.of(trouble).filter(why -> !why.isEmpty());
    }

    private void run() {
        try {
            while (open) {
                look();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("interrupted: the worker stops", e);
        } catch (RuntimeException | Error e) {
            LOG.error("topic models is followed no more", e);
            onLost.accept("following models ended in " + e.getClass().getSimpleName());
        } finally {
            Thread.interrupted(); // closing needs time
            log.close();
        }
    }

    private void look() throws InterruptedException {
        try {
            follow(log.poll(LOOK));
        } catch (IOException e) {
            LOG.warn("topic models cannot be read: {}", Reasons.of(e));
            Thread.sleep(PAUSE);
        }
    }

    private void follow(Registered registered) throws InterruptedException {
        var all = choice.all(registered);
        if (all.isEmpty() || all.getFirst().id().equals(drafting.model().id())) {
            refused = null;
            trouble = "";
        } else if (isDue(all.getFirst())) {
            change(all.getFirst());
        }
    }

    private boolean isDue(ModelChoice.Chosen model) {
        return refused == null
                || !refused.model().id().equals(model.id())
                || System.nanoTime() - refused.againAt() > 0;
    }

    private void change(ModelChoice.Chosen next) throws InterruptedException {
        LOG.info("{} takes the place of {}", next.title(), drafting.model().title());
        try {
            var directory = choice.directory(next);
            if (memory.fitsBeside(drafting.directory(), directory)) {
                replace(next, directory);
            } else {
                replaceAfterwards(next, directory);
            }
            refused = null;
            trouble = "";
            metrics.modelChange("done");
        } catch (IOException | RuntimeException | LinkageError e) {
            if (open) {
                refuse(next, e);
            }
        }
    }

    private void replace(ModelChoice.Chosen next, Path directory)
            throws IOException, InterruptedException {
        var opened = opener.open(directory);
        drafting = new Loaded(next, directory);
        metrics.drafts(opened.description());
        current.replace(opened);
    }

    /// There is no room for two.
    private void replaceAfterwards(ModelChoice.Chosen next, Path directory)
            throws IOException, InterruptedException {
        var before = drafting;
        current.remove();
        try {
            replace(next, directory);
        } catch (IOException | RuntimeException | LinkageError e) {
            reopen(before);
            throw e;
        }
    }

    private void reopen(Loaded before) throws InterruptedException {
        try {
            replace(before.model(), before.directory());
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("{} cannot be loaded again", before.model().title(), e);
            if (open) {
                onLost.accept("neither the current model nor the one before can be loaded");
            }
        }
    }

    private void refuse(ModelChoice.Chosen next, Throwable why) {
        boolean again = refused != null && refused.model().id().equals(next.id());
        var pause = again ? twice(refused.pause()) : PAUSE;
        if (why instanceof MalformedModel) {
            pause = LONGEST_PAUSE; // only somebody's hand makes it another
        }
        refused = new Refused(next, System.nanoTime() + pause.toNanos(), pause);
        trouble =
                "%s is current but cannot be loaded (%s); %s drafts on"
                        .formatted(next.title(), Reasons.of(why), drafting.model().title());
        LOG.error(trouble);
        metrics.modelChange("failed");
    }

    private static Duration twice(Duration pause) {
        var longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /// Changes the model no more. Called before the lanes are closed: a change may wait for a job.
    @Override
    public void close() {
        open = false;
        if (!thread.isAlive()) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
