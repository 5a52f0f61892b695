/** What the fields of every part are given. */
import type { ApplicableRequirement } from "../../../../src/licensing/requirements/required.shared.ts";
import type { Licence, LicenceForm, PartKey, PreCheckFinding } from "./licence-types.ts";
import type { PartHandle } from "./part-save.ts";
import type { CheckFrame } from "./pre-check.ts";

/** The part as it is typed, and the rest of the case as it stands. */
export interface EditorProps<Key extends PartKey> {
  readonly licence: Licence;
  readonly handle: PartHandle<Key>;
  readonly frame: CheckFrame;
  /** The whole form with what is typed here. */
  readonly form: LicenceForm;
  /** The requirements that this part answers. */
  readonly asked: readonly ApplicableRequirement[];
  /** Everything that the pre-check finds in it. */
  readonly found: readonly PreCheckFinding[];
}
