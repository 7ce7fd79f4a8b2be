// SPDX-License-Identifier: Apache-2.0
/// The schema registry, seen from a client: any server that speaks Confluent's REST API (v7).
///
/// ```
///  SchemaRegistry   register, look up, check; caches what never changes
///    └─ RegistryHttp   one call: servers in turn, retries with back-off, basic auth, TLS, bounded answers
/// ```
///
/// A registry that refuses ([io.radfm.events.registry.RegistryRefusal]) is told apart from one that
/// does not answer ([io.radfm.events.registry.RegistryUnavailable]): the first condemns the record,
/// the second never does.
package io.radfm.events.registry;
