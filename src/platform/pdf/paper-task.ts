import type { Letter, TableSheet } from "../../kernel/index.ts";
import type { SignContext, SignerMaterial } from "../signing/index.ts";
import type { ArchiveFile } from "./archive.ts";

/** One piece of work for a paper worker. */
export type PaperTask =
  | { readonly kind: "render"; readonly letter: Letter }
  | { readonly kind: "word"; readonly letter: Letter }
  | { readonly kind: "sheet"; readonly table: TableSheet }
  | { readonly kind: "pack"; readonly files: readonly ArchiveFile[] }
  | {
      readonly kind: "sign";
      readonly pdf: Uint8Array;
      readonly material: SignerMaterial;
      readonly context: SignContext;
    };

/** A task on its way to a worker. */
export interface PaperRequest {
  readonly id: number;
  readonly task: PaperTask;
}

/** What a worker answers. */
export type PaperAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failure: { readonly name: string; readonly message: string } };
