// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import io.radfm.training.sample.Task;

import java.util.List;

/// All that decides what a run computes, besides the data and the model it starts from: the same
/// plan gives the same weights. Goes into checkpoints, and into the provenance of the model.
///
/// @param stage 1: all samples (MedMD); 2: questions about radiology (RadMD)
/// @param tasks only these of the stage's; empty for all of them
/// @param steps of the optimiser
/// @param batch samples in a batch
/// @param accumulate batches in a step
/// @param share how many samples about one study stand together, so that its scans are encoded once
/// @param rate the highest learning rate
/// @param floor the last learning rate, as a part of the highest
/// @param warmUp steps until the highest is reached
/// @param decay weight decay, of matrices
/// @param clip the largest norm of the gradients
/// @param beta1 AdamW's, of the mean
/// @param beta2 AdamW's, of the variance
/// @param loraRank of the language model's low-rank matrices; 0 trains everything in full
/// @param loraAlpha their product counts alpha/rank
/// @param seed of the order of samples, and of whatever starts random
/// @param validateEvery steps between two looks at the validation split
/// @param validation how many of its samples
/// @param generated of how many of those an answer is generated
public record TrainingPlan(
        int stage,
        List<Task> tasks,
        long steps,
        int batch,
        int accumulate,
        int share,
        double rate,
        double floor,
        long warmUp,
        double decay,
        double clip,
        double beta1,
        double beta2,
        int loraRank,
        double loraAlpha,
        long seed,
        long validateEvery,
        int validation,
        int generated) {
    public TrainingPlan {
        require(stage == 1 || stage == 2, "--stage is 1 or 2");
        tasks = List.copyOf(tasks);
        require(steps >= 1 && steps <= 1_000_000_000, "--steps is at least 1");
        require(batch >= 1 && batch <= 4096, "--batch is 1 to 4096");
        require(accumulate >= 1 && accumulate <= 4096, "--accumulate is 1 to 4096");
        require(share >= 1 && share <= batch, "--share is 1 to the batch");
        require(rate > 0 && rate <= 1, "--lr is above 0, and at most 1");
        require(floor >= 0 && floor <= 1, "--lr-floor is 0 to 1");
        require(warmUp >= 0 && warmUp <= steps, "--warm-up is 0 to the steps");
        require(decay >= 0 && decay <= 1, "--weight-decay is 0 to 1");
        require(clip > 0, "--clip is above 0");
        require(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, "--beta1, --beta2 are below 1");
        require(loraRank >= 0 && loraRank <= 1024, "--lora is 0 to 1024");
        require(loraAlpha > 0 && loraAlpha <= 4096, "--lora-alpha is above 0, at most 4096");
        require(validateEvery >= 1, "--validate-every is at least 1");
        require(validation >= 0 && validation <= 1 << 20, "--validation is at least 0");
        require(generated >= 0 && generated <= 1024, "--generate is 0 to 1024");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
