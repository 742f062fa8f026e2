/** What each program finds out. */
export type Findings = {
  /** What Mike Turner holds on the red line. */
  readonly stance: string | null;
  /** The type of the problem where an expert is asked for whom nobody knows. */
  readonly problem: string | null;
  /** How many positions there are. */
  readonly positions: number;
  readonly csv: string;
};
