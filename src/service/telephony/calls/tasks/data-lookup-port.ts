/** The table in which a caller's digits are looked up, and the sentence for the result. */
export interface DataLookupQuery {
  readonly listId: string;
  readonly by: "code" | "postcode";
  readonly digits: string;
  /** A text with placeholders, such as "{name} costs {price} rupiah". */
  readonly says: string;
  readonly language: string;
}

/** Result of a lookup. A prompt has its full name and can be played at once. */
export type DataLookupResult =
  | {
      readonly is: "found";
      readonly prompt: string;
      /** The text of the prompt. */
      readonly said: string;
      readonly list: string;
      readonly version: number;
    }
  | { readonly is: "not-found"; readonly list: string; readonly version: number | null }
  | { readonly is: "failed" };

/** Lookup of callers' digits. Settles within its own deadline. */
export interface DataLookupPort {
  lookUp(
    asking: { readonly callId: string; readonly tenantId: string },
    query: DataLookupQuery,
  ): Promise<DataLookupResult>;
}
