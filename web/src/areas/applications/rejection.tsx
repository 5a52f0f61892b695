/** A rejection for its applicant: the reason, the rules that were not met, and the next steps. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { Notice } from "../../parts/notice.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { displayCode } from "../../words/code-block.ts";

/** Items that an officer returned and that were unresolved at the decision. */
function Unmet({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  const unmet = application.items.filter(({ verdict }) => verdict === "returned");
  if (unmet.length === 0) return null;
  return (
    <>
      <h2 className="mt-4 text-body font-semibold">{t("rejected.unmet")}</h2>
      <ul className="mt-2 grid gap-3">
        {unmet.map((item) => (
          <li key={item.key}>
            <p className="font-semibold">
              {t.has(`item.${item.key as "nib"}`) ? t(`item.${item.key as "nib"}`) : item.key}
            </p>
            <p>{item.note}</p>
            {item.remedy === null ? null : <p>{t("rejected.remedy", { remedy: item.remedy })}</p>}
            {item.rule === null ? null : <RuleNote rule={item.rule} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Renders nothing for cases that are not rejected. */
export function Rejection({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application");
  if (application.state !== "rejected" || application.kind === "revocation") return null;
  const decision = application.events.findLast((event) => event.type === "decide");
  const asksAnew = application.kind === "new" || application.kind === "additional";
  const code = displayCode(application.form.code);
  return (
    <Notice tone="bad" title={t("rejectedTitle")}>
      <p className="whitespace-pre-line">{decision?.note}</p>
      <Unmet application={application} />
      <h2 className="mt-4 text-body font-semibold">{t("rejected.nextTitle")}</h2>
      <p className="mt-1">{asksAnew ? t("rejected.codeFree", { code }) : t("rejected.codeKept", { code })}</p>
      <p className="mt-3 flex flex-wrap gap-3">
        {asksAnew ? (
          <Link to="/permohonan/baru" search={{ organisation: application.organisation.id }} className="button">
            {t("rejected.again")}
          </Link>
        ) : (
          <Link to="/kode-saya" className="button">
            {t("rejected.toCodes")}
          </Link>
        )}
        <a href="/bantuan" className="button">
          {t("rejected.help")}
        </a>
      </p>
    </Notice>
  );
}
