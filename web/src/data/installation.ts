/** Properties of the installation that are public before sign-in. */
export interface Installation {
  readonly demonstration: boolean;
  readonly hasStartPage: boolean;
  readonly name: string;
  /** False where the installation runs only a call centre. */
  readonly licensing: boolean;
}
