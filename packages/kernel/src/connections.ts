// How many connections a store has to its server, where nobody says so.

const CONNECTIONS_MIN = 2;
const CONNECTIONS_MAX = 8;

/**
 * One partition takes one turn at a time. The server shares its connections among all contexts, and
 * each of their replicas.
 */
export const connectionsFor = (partitions: number): number =>
  Math.max(CONNECTIONS_MIN, Math.min(CONNECTIONS_MAX, partitions));
