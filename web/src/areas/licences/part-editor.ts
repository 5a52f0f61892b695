/** Props of the fields of all parts. */
import type { ApplicableRequirement } from "../../../../src/licensing/requirements/required.shared.ts";
import type { Licence, LicenceForm, PartKey, PreCheckFinding } from "./licence-types.ts";
import type { PartHandle } from "./part-save.ts";
import type { CheckFrame } from "./pre-check.ts";

/** The part with its local input, and the rest of the case as stored. */
export interface EditorProps<Key extends PartKey> {
  readonly licence: Licence;
  readonly handle: PartHandle<Key>;
  readonly frame: CheckFrame;
  /** The complete form including the local input. */
  readonly form: LicenceForm;
  /** The requirements that this part fulfils. */
  readonly asked: readonly ApplicableRequirement[];
  /** All findings of the pre-check in this part. */
  readonly found: readonly PreCheckFinding[];
}
