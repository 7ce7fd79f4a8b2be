// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What the launcher can start. The sentences are those of the commands themselves, repeated here
/// so that the list is printed without loading them; a test compares them.
enum Command {
    LAB(
            Group.LAB,
            "Everything in one process: broker, registry, all roles, and modalities that send."),

    SIMULATE(
            Group.LAB,
            "Simulates the modalities of a hospital: sends synthetic CR, CT and MR studies to a"
                    + " storage SCP, or writes them to files."),

    INGEST(Group.ROLES, "Receive DICOM objects, store them, and announce them on Kafka."),
    STREAMS(
            Group.ROLES,
            "Assemble studies from images, make their contexts, settle one draft for each."),
    WORKER(
            Group.ROLES,
            "Drafts reports: takes study contexts from Kafka, asks the model, publishes what it"
                    + " wrote."),
    RESULTS(
            Group.ROLES,
            "Writes drafts as DICOM SR, sends them to a PACS, serves the reading page."),
    OUTCOMES(Group.ROLES, "Compares drafts with the reports that are signed about their studies."),

    REPLAY(
            Group.TOOLS,
            "Makes a data set of the studies that a cluster recorded: contexts as they were served,"
                    + " with the reports that were signed about them, de-identified."),
    ARCHIVE(
            Group.TOOLS,
            "Copies topics and the objects they name to an archive, verifies one, or puts one back"
                    + " on a cluster."),
    ASK(Group.TOOLS, "Asks a model about images in files; prints the answers as they are written."),
    SEND(
            Group.TOOLS,
            "Sends DICOM files, and all those in folders, to a storage SCP, each as it is"
                    + " encoded."),
    ECHO(Group.TOOLS, "Asks whether a DICOM application entity is there (C-ECHO)."),
    TOPICS(Group.TOOLS, "Create or describe the Kafka topics of the system."),
    DEAD_LETTERS(
            Group.TOOLS, "List records nobody could use; send them to where they came from again."),
    MODEL(Group.TOOLS, "Makes, converts, inspects and verifies models."),
    PROMOTE(
            Group.TOOLS,
            "Registers a model, and has the workers draft with it from their next jobs on."),
    EVALUATE(
            Group.TOOLS,
            "Scores models on RadBench's five tasks, beside others and beside baselines that see"
                    + " nothing."),
    TRAIN(Group.TOOLS, "Trains RadFM on a data set that ./radfm replay made.");

    /// As they are listed.
    enum Group {
        LAB("Try it"),
        ROLES("Roles, each a process of its own"),
        TOOLS("Tools");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final int NEAR = 2;

    private final Group group;
    private final String summary;

    Command(Group group, String summary) {
        this.group = group;
        this.summary = summary;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Group group() {
        return group;
    }

    String summary() {
        return summary;
    }

    static Optional<Command> named(String word) {
        return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
    }

    /// The one that was probably meant: at most two letters differ.
    static Optional<Command> nearest(String word) {
        return Arrays.stream(values())
                .filter(command -> distance(command.word(), word) <= NEAR)
                .min(Comparator.comparing(command -> distance(command.word(), word)));
    }

    /// Levenshtein's: letters added, left out or changed.
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
