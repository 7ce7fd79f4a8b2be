// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What makes one body differ from another; the same in every study of a patient.
///
/// @param seed of what cannot be told in numbers: folds, vessels, loops
/// @param size about 1
/// @param fat 0 (slim) to 1 (obese)
public record Build(long seed, double size, double fat, boolean female, int years) {}
