/** One row of `src/`; see `architecture.mjs`. */
export interface Row {
  readonly name: string;
  readonly rooms: readonly string[] | null;
  readonly ordered: boolean;
  readonly pure: "all" | "by-suffix" | "none";
  readonly mayImport: readonly string[];
}

export declare const rows: readonly Row[];
export declare const rooms: readonly string[];
export declare const impureSuffixes: readonly string[];
export declare const doors: { readonly pure: string; readonly working: string; readonly browser: readonly string[] };
export declare const purePackages: readonly string[];
export declare const outsideOfSource: readonly string[];
export declare const pureGlobs: readonly string[];
