/** Declarations, each accepted separately, with the requirement and the rule that it fulfils. */
import { type ReactNode, useContext } from "react";
import { useTranslations } from "use-intl";
import { CheckField } from "../../parts/fields.tsx";
import { TemplateLinks } from "./downloads.tsx";
import { PartContext } from "./part-context.ts";
import type { EditorProps } from "./part-editor.ts";
import { useRequirementName } from "./requirement-words.ts";

/** The fields of the part "declarations". */
export function DeclarationsEditor({ licence, handle, asked, frame }: EditorProps<"declarations">): ReactNode {
  const t = useTranslations("licence.declaration");
  const nameOf = useRequirementName();
  const scope = useContext(PartContext);
  const { accepted } = handle.value;
  const flip = (key: string): void =>
    handle.replace({ accepted: accepted.includes(key) ? accepted.filter((one) => one !== key) : [...accepted, key] });
  const percent = frame.rules.values.shareLockPercent;
  return (
    <ol className="grid gap-5">
      {asked.flatMap(({ key: requirement, declarations, template }) =>
        declarations.map((key) => (
          <li key={key} className="card grid gap-3 p-5">
            <h2 className="text-lead">{nameOf(requirement)}</h2>
            <CheckField
              name={key}
              label={t.has(key as "truth") ? t(key as "share-lock", { percent }) : key}
              error={scope.faultOf(key)}
              disabled={scope.isLocked}
              checked={accepted.includes(key)}
              onChange={() => flip(key)}
            />
            {template === null ? null : (
              <div className="text-small">
                <TemplateLinks licence={licence} requirement={requirement} />
              </div>
            )}
          </li>
        )),
      )}
    </ol>
  );
}
