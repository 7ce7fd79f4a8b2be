// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

/// The sizes a model takes its scans in.
///
/// @param pictureSide H = W of a sample of pictures only
/// @param volumeSide H = W of a sample with a volume in it
/// @param depthStep depths are multiples of this (the frame patch size)
/// @param mostDepth no scan is deeper
/// @param crowd a sample of more scans than this is crowded
/// @param crowdedDepth no scan of a crowded sample is deeper
public record ModelInput(
        int pictureSide,
        int volumeSide,
        int depthStep,
        int mostDepth,
        int crowd,
        int crowdedDepth) {

    /// RadFM as trained.
    public static final ModelInput RADFM = new ModelInput(512, 512, 4, 64, 6, 32);

    /// RadFM's published batch-of-one path: volumes of 256 × 256.
    public static final ModelInput RADFM_VOLUMES_256 = new ModelInput(512, 256, 4, 64, 6, 32);

    private static final int LARGEST_SIDE = 4096;

    public ModelInput {
        require(pictureSide >= 1 && pictureSide <= LARGEST_SIDE, "picture side " + pictureSide);
        require(volumeSide >= 1 && volumeSide <= LARGEST_SIDE, "volume side " + volumeSide);
        require(depthStep >= 1, "depth step " + depthStep);
        require(multiple(mostDepth, depthStep), "greatest depth " + mostDepth);
        require(crowd >= 1, "crowd of " + crowd);
        require(
                multiple(crowdedDepth, depthStep) && crowdedDepth <= mostDepth,
                "crowded depth " + crowdedDepth);
    }

    /// For a model of another image size and depth, by RadFM's rules: depth capped at 64, or 32 in
    /// a crowd, and at what the model takes.
    public static ModelInput of(int imageSize, int frames, int framePatchSize) {
        int most = Math.min(RADFM.mostDepth, frames) / framePatchSize * framePatchSize;
        int crowded = Math.min(RADFM.crowdedDepth, most) / framePatchSize * framePatchSize;
        return new ModelInput(imageSize, imageSize, framePatchSize, most, RADFM.crowd, crowded);
    }

    private static boolean multiple(int depth, int step) {
        return depth >= step && depth % step == 0;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("model input: " + what);
        }
    }
}
