import type { CheckFrame } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";

/** Declarations are accepted one by one; each missing one is a finding of the requirement that lists it. */
export function checkDeclarations({ asked, form }: CheckFrame): readonly PreCheckFinding[] {
  const accepted = new Set(form.declarations.accepted);
  return asked.flatMap(({ key, declarations }) =>
    declarations
      .filter((declaration) => !accepted.has(declaration))
      .map((declaration) => ({
        code: "declaration-not-accepted",
        level: "blocks" as const,
        requirement: key,
        place: { part: "declarations" as const, slot: null, rowId: null, field: declaration, page: null },
        params: { declaration },
        rule: key,
      })),
  );
}
