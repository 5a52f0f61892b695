/** One row of `src/`; see `architecture.mjs`. */
export interface Row {
  readonly name: string;
  readonly modules: readonly string[] | null;
  readonly ordered: boolean;
  readonly pure: "all" | "by-suffix" | "none";
  readonly mayImport: readonly string[];
}

export declare const rows: readonly Row[];
export declare const modules: readonly string[];
export declare const impureSuffixes: readonly string[];
export declare const entries: {
  readonly publicApi: string;
  readonly composition: string;
  readonly browser: readonly string[];
};
export declare const purePackages: readonly string[];
export declare const outsideOfSource: readonly string[];
export declare const pureGlobs: readonly string[];
