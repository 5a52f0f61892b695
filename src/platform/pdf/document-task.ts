import type { Letter, TableSpreadsheet } from "../../kernel/index.ts";
import type { SignContext, SignerMaterial } from "../signing/index.ts";
import type { ArchiveFile } from "./archive.ts";

/** One task of a document worker. */
export type DocumentTask =
  | { readonly kind: "render"; readonly letter: Letter }
  | { readonly kind: "print"; readonly letter: Letter }
  | { readonly kind: "word"; readonly letter: Letter }
  | { readonly kind: "sheet"; readonly table: TableSpreadsheet }
  | { readonly kind: "pack"; readonly files: readonly ArchiveFile[] }
  | {
      readonly kind: "sign";
      readonly pdf: Uint8Array;
      readonly material: SignerMaterial;
      readonly context: SignContext;
    };
