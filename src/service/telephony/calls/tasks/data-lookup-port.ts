/** What a caller's digits are looked up in, and what is said of what they mean. */
export interface DataLookupQuery {
  readonly listId: string;
  readonly by: "code" | "postcode";
  readonly digits: string;
  /** A text with fields, such as "{name} costs {price} rupiah". */
  readonly says: string;
  readonly language: string;
}

/** What came of it. A prompt is named in full, and can be played at once. */
export type DataLookupResult =
  | {
      readonly is: "found";
      readonly prompt: string;
      /** What the prompt says. */
      readonly said: string;
      readonly list: string;
      readonly version: number;
    }
  | { readonly is: "not-found"; readonly list: string; readonly version: number | null }
  | { readonly is: "failed" };

/** Where callers' digits are looked up. Settles within its own deadline. */
export interface DataLookupPort {
  lookUp(
    asking: { readonly callId: string; readonly tenantId: string },
    query: DataLookupQuery,
  ): Promise<DataLookupResult>;
}
