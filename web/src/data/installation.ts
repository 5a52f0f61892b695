/** What is known of the installation before anyone signs in. */
export interface Installation {
  readonly demonstration: boolean;
  readonly hasStartPage: boolean;
  readonly name: string;
  /** False where only a call centre runs. */
  readonly licensing: boolean;
}
