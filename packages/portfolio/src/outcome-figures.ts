/** What is found of an outcome, exactly or by simulation, in the direction in which more is better. */

/** Found at once, also while somebody drags a slider. */
export interface OutcomeFigures {
  method: 'exact' | 'simulated';
  /** Null when exact. */
  draws: number | null;
  probability: number;
  /** Null when exact. */
  standardError: number | null;
  quantile(level: number): number;
  /** How far below the target: on average, and of the worst tenth. */
  shortfall: { mean: number; worstTenth: number };
  /** Of each part; computed when asked for. */
  parts(): PartFigures;
}

export interface RemovalFigures {
  probability: number;
  /** Of the difference to the whole; null when exact. */
  standardError: number | null;
}

export interface BetFigures {
  without: RemovalFigures;
  /** P(target | it succeeds by itself). */
  whenSucceeds: number;
  /** P(target | it fails). */
  whenFails: number;
}

export interface PartFigures {
  /** In the order of the outcome's bets. */
  bets: BetFigures[];
  /** In the order of `domainsOf`. */
  domains: RemovalFigures[];
}
